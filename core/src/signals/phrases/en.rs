use super::{Phrases, Wording};

pub(super) const PHRASES: &[Phrases] = &[
    (
        Wording::WomanAlone,
        "young|single|lonely|pretty|beautiful|attractive|slim|unmarried|cute|sexy _ girl|girls|woman|women|lady|ladies|female|females
        girl|girls|woman|lady|female __ alone|herself|unaccompanied|solo|single
        only|exclusively|one|single _ girl|girls|woman|lady|ladies|female|females
        girls|ladies|females only
        for|to a woman|lady|girl
        girl|girls|woman|women|lady|ladies|females|hostess* __ <16-35> __ <18-40>
        girl|girls|woman|women|lady|ladies|hostess* __ without|no _ child|children|kids|family|husband|boyfriend|ties
        no _ men|males|couples _ or|and _ families|couples|men
        males|men|families|couples|boys __ need not|dont _ apply|bother|write
        good|nice|pleasant|great|attractive looks|looking|appearance|figure
        send|attach|include|with __ photo|photos|picture|pictures|selfie|selfies
        full length photo|photos|picture|pictures
        !send|attach|include __ photo|photos|picture|pictures __ document*|passport*|papers|room|flat|house
        !shelter|shelters|refuge|violence|crisis
        !with __ child|children|kids|baby
        !mother|mothers|pregnant|gynaecolog*|gynecolog*|midwi*",
    ),
    (
        Wording::Documents,
        "we|i|employer|boss|manager|foreman|driver|owner|agency|landlord|host|office __ keep|keeps|hold|holds|retain|retains|take|takes|collect|collects|store|stores|look|lock __ passport|passports|document|documents|papers|id|ids
        passport|passports|document|documents|papers|id|ids __ kept|held|retained|stored|stay|stays|remain|remains|locked|collected|taken|returned|left ___ us|me|employer|owner|boss|manager|foreman|driver|landlord|host|agency|office|safe|end
        hand|give|surrender|leave|deposit|turn|pass|submit __ your _ passport|passports|papers|document|documents|id|ids
        send|email|upload|attach|show __ passport|passports|document|documents|id|papers ___ before|driver|me|us|first|leave
        send|upload|email|attach _ us|me|a|your __ passport|passports|id|documents
        leave the original
        passport|passports|document|documents|id __ deposit|guarantee|security|pledge|collateral
        !you __ keep __ own|passport|documents|papers|id
        !stay|stays|remain|remains with you
        !straight|right back",
    ),
    (
        Wording::Pay,
        "<2500-100000> _ euro|euros|eur|€|dollars|usd|$ __ month|monthly|week|weekly
        €|$ <2500-100000> __ month|monthly|week|weekly
        <300-100000> _ euro|euros|eur|€|dollars|usd|$ __ day|daily|night|hour|shift
        €|$ <300-100000> __ day|daily|night|hour|shift
        high|big|great|excellent|huge|easy|fast|quick|unlimited _ money|earnings|income|cash|salary|pay
        earn|make _ big|lots|plenty|thousands
        paid|pay|payment|salary|wages _ in|with|by _ food|meals|lodging|kind|goods|clothes|board
        food|meals|bed|board|lodging ___ instead of _ wages|pay|money|salary
        work|working for _ food|meals|board|shelter|bed
        salary|pay|wage|wages|payment|money|amount|details|terms ___ later|negotiable|discussed|discuss|arrive|arrival|site|spot|person
        pocket money
        cash in hand
        first|trial|probation ___ unpaid|without pay
        without|no _ contract|contracts
        !volunteer*
        !from day one",
    ),
    (
        Wording::LodgingForWork,
        "in exchange|return _ for ___ clean*|cook*|care|caring|help*|work*|housework|chores|looking|company|babysit*
        you|she|they __ clean|cook|iron|wash|babysit ___ free|rent|room|stay|live
        free|rent|room|stay|live|living ___ you|she _ clean|cook|iron|wash|babysit|help
        live in _ nanny|carer|maid|caregiver|helper|housekeeper|au|babysitter
        stay|live|room|housing|lodging|accommodation|bed ___ only|long|while _ as _ you work
        if _ you _ quit|leave|stop|resign ___ move|leave|lose|evict*|out
        rent|room|accommodation|lodging|housing|bed ___ deducted|taken|withheld|subtracted _ from
        work|pay _ off _ rent|room|stay|lodging|bed
        instead of _ rent
        call it even
        !not|nothing|no __ required|needed|expected
        !you can",
    ),
    (
        Wording::MoneyFirst,
        "deposit|prepayment|fee|fees|payment|transfer|payable ___ before|first|advance|upfront|reserve|needed|required
        pay|send|transfer|wire ___ before|first|advance|upfront|reserve|deposit
        advance|upfront|reservation|booking|registration|visa|agency|recruitment|processing|application _ fee|fees|payment|deposit|money
        in advance
        western union
        moneygram|bitcoin|crypto*|usdt
        gift card|cards
        !no|without|never|not|dont _ deposit|deposits|fee|fees|payment|prepayment|pay|need|ask|charge|take|require
        !free of charge
        !refund*|reimburs*",
    ),
    (
        Wording::DisguisedContact,
        "telegram*|whatsap*|watsap*|viber*|instagram*|insta|facebook*|messenger|tiktok*|snapchat|wechat|skype
        whats app*
        write|message|text|contact|dm __ privately|inbox|dm
        dm me
        my|nick|nickname|username|handle __ nick|nickname|username|handle
        gmail|yahoo|outlook|protonmail|icloud _ dot|com
        dot com|net|org|md|ro|ua|ru|me|info",
    ),
    (
        Wording::Pressure,
        "no|without|dont|not __ questions
        do not|never|dont __ tell|inform|say __ anyone|anybody|family|relatives|police|friends|nobody
        not tell|inform __ anyone|anybody|family|relatives|police|friends
        tell _ nobody|noone
        tell no one
        between us
        keep __ secret|quiet
        phone|phones __ collected|taken|left|off|forbidden|handed
        leave|hand|give|switch|without|no _ your|off|in _ phone|phones
        call nobody
        decide|answer|reply|respond|confirm __ today|now|immediately|tonight|hour
        tomorrow __ gone|late|taken
        last chance
        no time __ think
        dont|not|never _ call|involve|contact __ police|authorities|embassy|family
        !any|all|your|every _ question|questions
        !take your time
        !shelter|address",
    ),
];
