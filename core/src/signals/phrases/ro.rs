use super::{Phrases, Wording};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Wording::WomanAlone,
        "tânără|tinere|tinerele|singură|singure|drăguț*|frumoasă|frumoase|necăsătorit*|nemăritat*|simpatic*|atractiv*|sexy _ fată|fete|fetei|femeie|femei|femeii|doamnă|doamne|domnișoar*
        fată|fete|fetei|femeie|femei|femeii|doamnă|domnișoar*|tinere __ singur*|drăguț*|frumoas*|simpatic*|neînsoțit*|necăsătorit*|nemăritat*|tinere|tânără|atractiv*
        doar|numai|exclusiv|singură _ o|pentru _ fată|fete|femeie|femei|doamnă|domnișoar*
        pentru _ o _ fată|femeie|domnișoară|studentă
        fată|fete|femei|femeie|domnișoare|tinere|doamne|hostess* __ <16-35> __ <18-40>
        fată|fete|fetei|femeie|femei|tinere ___ fără _ copii|familie|obligații|soț|prieten
        aspect|înfățișare|prezență|siluetă _ fizic _ plăcut*|îngrijit*|frumos|frumoas*|atrăgăto*
        trimite*|trimiți|atașa*|cu __ poză|poze|pozele|fotografie|fotografii|selfie
        fără _ bărbați|familii|cupluri
        bărbații|familiile|cuplurile __ nu|exclus*|excluși
        !trimite*|atașa* __ poza|poze|fotografie|fotografii __ camer*|apartament*|cas*
        !adăpost*|violenț*|criză|maternal*
        !cu _ copii|copil|copilul|copiii|bebeluș*
        !mamă|mame|mamei|gravid*|însărcinat*|ginecolog*",
    ),
    (
        Wording::Documents,
        "pașaport*|pașapoart*|acte|actele|actul|buletin|buletinul|buletine*|documentele|document* ___ rămân*|păstr*|reține*|ținem|ținut*|predați|predai|predau|predă|lăsați|lași|depun*|înmân*|oprim|oprește|confisc*
        păstr*|reține*|ținem|luăm|predați|predai|predau|predă|lăsați|lăsa|lași|lasă|înmân*|dați|trimite*|oprim|oprește|adunăm|strângem __ pașaport*|pașapoart*|acte|actele|buletin|buletinul|buletine*|documente|documentele
        pașaport*|buletin*|acte|actele __ gaj|garanție|zălog|amanet
        trimite* __ copi*|poz*|scan* __ pașaport*|buletin*|act*
        !rămân|rămâne _ la _ dumneavoastră|voi|dvs|tine
        !luați|ia __ cu
        !pe loc",
    ),
    (
        Wording::Pay,
        "<2000-100000> _ de _ euro|eur|€|dolari|$ __ lună|lunar|săptămână|săptămânal
        <300-100000> _ de _ euro|eur|€|dolari|$ __ zi|noapte|seară|oră|tură
        €|$ <2000-100000>
        câștig*|bani|venit*|salariu*|plată|leafă|lefuri __ mari|mare|ușor|ușori|rapid|rapizi|fabulo*|excelent*|nelimitat*|uriaș*|garantat*
        plata|plată|plătim|plătit*|plătiți|salariu* _ în|cu _ mâncare|natură|masă|cazare|produse|alimente|haine
        munc*|lucr* ___ pentru|pe _ mâncare|masă|cazare
        salariul|salariu|plata|suma|leafa|remunerația|câștigul ___ discut*|negociabil*|vedem|stabilim|stabilește|ulterior|înțelegem
        salariul|salariu|plata|suma|leafa|câștigul ___ fața locului
        bani de buzunar
        pe încredere
        lun*|săptămân*|probă ___ neplătit*
        probă ___ fără plată
        fără contract
        !voluntar*
        !consultați*",
    ),
    (
        Wording::LodgingForWork,
        "în schimb* ___ ajut*|munc*|menaj*|curăț*|găt*|îngrij*|treb*|gospodăr*|lucr*|companie|animal*
        faceți|faci|gătiți|gătești|îngrijiți|îngrijești|spălați|munciți|muncești|ajutați|ajuți|aveți ___ loc|gratis|gratuit|schimb|chirie
        cazare*|camer*|locui*|locuinț*|stați|gratis|gratuit ___ gătiți|gătești|îngrijiți|îngrijești|munciți|muncești|ajutați|ajuți|treburile
        cât timp|doar _ cât _ lucrați|lucrezi|munciți|muncești
        cât timp ___ lucrați|lucrezi|munciți|muncești
        dacă _ nu _ plecați|pleci|demisionați|renunțați|mai ___ camera|cazarea|eliberați|eliberezi|afară|mutați
        chiri*|cazare*|camer* ___ reține*|scade*|oprește|oprim|scădem ___ salariu*|plată|leafă
        bonă|menajeră|badantă|îngrijitoare|internă __ internă|locui*|cazare|familia
        contra|pe _ muncă|ajutor|treburi|menaj|servicii|curățenie
        în loc de _ chirie
        !nu __ nimic __ schimb
        !nu _ este|e _ nevoie",
    ),
    (
        Wording::MoneyFirst,
        "avans*|arvun*|acont*|taxă|taxa|garanți*|preplată ___ înainte|anticipat*|avans|prealabil|rezerva*|card|cont|vireaz*|achit*|trimis*
        plătiți|plătești|trimiteți|transferați|virați|achitați|depuneți|plătește|trimite ___ avans|înainte|anticipat|card|cont|acont|arvună
        trimiteți|transferați|virați|depuneți __ <1-1000000> _ de _ euro|lei|€|dolari
        și un avans|acont
        tax* _ de _ înscriere|rezervare|procesare|viză|dosar|intermediere|agenție|verificare|procesare
        western union
        bitcoin|cripto*
        !fără|nu|niciun|nicio|nici __ avans*|acont*|taxă|taxe|garanți*|plat*|plăt*|arvun*|cere*|bani",
    ),
    (
        Wording::DisguisedContact,
        "telegram*|viber*|whatsap*|watsap*|vatsap*|votsap*|instagram*|insta|facebook*|messenger*|tiktok*|skype
        whats app*
        scrie*|scrieți|sunați|mesaj* __ privat|inbox|particular
        nick*|porecl*|utilizator|userul|username
        arond|arondă|aronda|coadă __ gmail|yahoo|mail*|punct
        gmail|yahoo|mail _ punct
        punct com|md|ro|ua|ru|net|org|me|info",
    ),
    (
        Wording::Pressure,
        "fără __ întrebări
        nu puneți|pune|puneți|întrebați __ întrebări|multe
        nu _ spune*|spuneți|ziceți|zice|povestiți|anunțați __ nimănui|familie*|rudelor|poliție*|nimeni|prieten*
        rămâne|păstr*|ține* __ secret
        între noi
        telefon* __ predați|lăsați|rămâne|rămân|oprit*|închis*|lași|acasă|confisc*
        lăsați|predați|opriți|lasă|închideți|fără _ telefon*
        nu sunați|suni|chemați|anunțați|contactați _ pe _ nimeni|poliți*|familia
        decide*|hotărâți*|hotărăște*|răspunde*|răspuns*|confirmați __ azi|astăzi|acum|imediat|loc|diseară|urgent
        mâine __ dăm|târziu|ocupat
        ultima|unica șansă
        nu _ este|e|aveți _ timp
        !orice|toate întrebare|întrebări*
        !nu _ vă _ grăbiți
        !adres*|adăpost*",
    ),
];
