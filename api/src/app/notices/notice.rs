use punte_core::{mail_kind::MailKind, quiet::Matter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What a mail says. Its words are in the locales, under this name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// To the provider: we have your offer.
    OfferSubmitted,
    /// To the provider: a list was taken over, and its offers wait.
    OffersImported,
    /// To the provider: your offer is visible.
    OfferApproved,
    /// To the provider: please change something.
    OfferChangesRequested,
    /// To the provider: your offer was not accepted.
    OfferRejected,
    /// To the provider: your offer was stopped for now.
    OfferSuspended,
    /// To the provider: your offer is shown again.
    OfferReinstated,
    /// To the provider: we looked at your offer again, and what we checked counts on.
    OfferRechecked,
    /// To the provider: what we checked about offers runs out; this has to be shown again.
    ChecksEnd,
    /// To the provider: what we checked about offers has run out, and nobody sees them.
    ChecksOver,
    /// To the provider: your offer lapses soon unless you say that it stands.
    OfferLapsesSoon,
    /// To the provider: your offer lapsed.
    OfferLapsed,
    /// To the provider: somebody chose your offer.
    ProposalReceived,
    /// To the household: the provider said yes.
    ProposalAccepted,
    /// To the household: the provider said no, or did not answer.
    ProposalDeclined,
    /// To the other side: the match was called off.
    MatchCancelled,
    /// To the household: we have your request.
    RequestReceived,
    /// To a child who is alone: a person gets in touch.
    ChildHeard,
    /// To a household that asked for it: there are offers that fit.
    OffersFound,
    /// To moderators: somebody says that they are in danger now.
    DangerReported,
    /// To moderators: somebody said that they are in danger now, and nobody took it within the hour, or closed it within another.
    ReportOverdue,
    /// To moderators: a block had no second look within a day.
    BlockOverdue,
    /// To child protection: nobody took a case in time.
    ChildCaseOverdue,
    /// To administrators who can look at none of it: one of the three.
    SafetyOverdue,
    /// To child protection: a case waits.
    ChildCaseOpened,
    /// To the household: what was agreed was stopped for safety.
    MatchStopped,
    /// To the household: whom something was agreed with has another name now.
    ProviderRenamed,
    /// To the household: where it is, who drives or when it leaves is another than they were told.
    AgreementChanged,
    /// To the provider: you are blocked, and somebody else looks at it.
    ProviderBlocked,
    /// To the provider: the block is over.
    BlockLifted,
    /// To the household: how are you?
    CheckIn,
    /// To the other side: it was said that nobody came.
    MatchNoShow,
    /// To the other side: the help is over; how was it?
    HelpCompleted,
    /// To the other side: one says that the help is over; is it?
    OverAsked,
    /// To whoever said so: the other side says that it is not.
    OverDenied,
    /// To the provider: somebody waits for an answer.
    ProposalReminder,
    /// To the provider: nobody answered in time.
    ProposalMissed,
    /// To the other side: one confirmed that it stays as agreed.
    OtherConfirmed,
    /// To whoever has not confirmed: it begins soon; does it stay as agreed?
    ConfirmAsked,
    /// To the household: its long stay is over in a week; look for what comes after it.
    StayEnds,
    /// To both sides: nobody said yet that what they agreed began.
    BeginningAsked,
    /// To both sides: nobody said so in time, and what was held is free again.
    AgreementLapsed,
    /// To the provider: offers lapse soon; do they still stand?
    OffersLapse,
    /// To those who administer a provider: what was checked about it counts for a short while only.
    ChecksLapseSoon,
    /// To those who administer a provider: it does not count any more, and its offers are hidden.
    ChecksLapsed,
    /// To the provider: something that was written down as checked was taken back, and does not count.
    EvidenceTakenBack,
    /// To the household: nobody opened the request for long; is it still needed?
    StillNeeded,
    /// To the household: the only need that nobody helps with yet; is it still needed?
    NeedStillNeeded,
    /// To the other side: you have a message.
    MessageReceived,
    /// To the other side: you have a message about an offer that nobody has chosen.
    InquiryMessage,
    /// To the provider: a question waits for an answer.
    InquiryWaits,
    /// To the household: the institution ended what it asked.
    InquiryEnded,
    /// To whoever reads an address: a link that makes an account.
    AddressToConfirm,
    /// To whoever reads an address that was to get an account: it has one.
    AddressTaken,
    /// To the holder of an account: a link to choose another password.
    PasswordForgotten,
    /// To the holder of an account: the password was changed.
    PasswordChanged,
    /// To whoever reads an address that an account is to get: a link that gives it.
    AddressToChange,
    /// To the holder of an account: somebody asks for another address of it.
    AddressChangeAsked,
    /// To the holder of an account, at its new address: it has that one now.
    AddressChanged,
    /// To whoever reads the former address of an account: it has another one now.
    AddressLeft,
    /// To where a household was reached until now: its request says another way.
    ContactLeft,
    /// To the holder of an account that nobody signs in to any more: it is erased soon.
    AccountDormant,
    /// To a household that lost its code: a link to get another one.
    CodeLost,
    /// To a household: its code was replaced.
    CodeReplaced,
    /// To a household: its PIN was set, changed or taken away.
    PinChanged,
    /// To a household: a case worker follows its request.
    CaseOpened,
    /// To a household: another case worker of the same organisation follows its request.
    CaseHandedOn,
    /// To a case worker: an administrator gave them a case.
    CaseGiven,
    /// To a case worker: nobody looked at a case in time.
    CaseDue,
    /// To a case worker: something happened in a request that they follow.
    CaseMoved,
    /// To a case worker: something was stopped for safety in a request that they follow.
    CaseStopped,
    /// To the household, or to the case worker: the request is not followed any more.
    CaseEnded,
    /// To the household, and to the holder of the account: the account keeps the request, which is opened from there, too.
    RequestKept,
    /// To the other administrators: an account was given a role.
    RolesGiven,
}

impl Notice {
    /// All of them, for the texts' completeness test.
    pub const ALL: [Self; 74] = [
        Self::OfferSubmitted,
        Self::OffersImported,
        Self::OfferApproved,
        Self::OfferChangesRequested,
        Self::OfferRejected,
        Self::OfferSuspended,
        Self::OfferReinstated,
        Self::OfferRechecked,
        Self::ChecksEnd,
        Self::ChecksOver,
        Self::OfferLapsesSoon,
        Self::OfferLapsed,
        Self::ProposalReceived,
        Self::ProposalAccepted,
        Self::ProposalDeclined,
        Self::MatchCancelled,
        Self::RequestReceived,
        Self::ChildHeard,
        Self::OffersFound,
        Self::DangerReported,
        Self::ReportOverdue,
        Self::BlockOverdue,
        Self::ChildCaseOverdue,
        Self::SafetyOverdue,
        Self::ChildCaseOpened,
        Self::MatchStopped,
        Self::ProviderRenamed,
        Self::AgreementChanged,
        Self::ProviderBlocked,
        Self::BlockLifted,
        Self::CheckIn,
        Self::MatchNoShow,
        Self::HelpCompleted,
        Self::OverAsked,
        Self::OverDenied,
        Self::ProposalReminder,
        Self::ProposalMissed,
        Self::OtherConfirmed,
        Self::ConfirmAsked,
        Self::StayEnds,
        Self::BeginningAsked,
        Self::AgreementLapsed,
        Self::OffersLapse,
        Self::ChecksLapseSoon,
        Self::ChecksLapsed,
        Self::EvidenceTakenBack,
        Self::StillNeeded,
        Self::NeedStillNeeded,
        Self::MessageReceived,
        Self::InquiryMessage,
        Self::InquiryWaits,
        Self::InquiryEnded,
        Self::AddressToConfirm,
        Self::AddressTaken,
        Self::PasswordForgotten,
        Self::PasswordChanged,
        Self::AddressToChange,
        Self::AddressChangeAsked,
        Self::AddressChanged,
        Self::AddressLeft,
        Self::ContactLeft,
        Self::AccountDormant,
        Self::CodeLost,
        Self::CodeReplaced,
        Self::PinChanged,
        Self::CaseOpened,
        Self::CaseHandedOn,
        Self::CaseGiven,
        Self::CaseDue,
        Self::CaseMoved,
        Self::CaseStopped,
        Self::CaseEnded,
        Self::RequestKept,
        Self::RolesGiven,
    ];

    /// The key of its texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::OfferSubmitted => "offer-submitted",
            Self::OffersImported => "offers-imported",
            Self::OfferApproved => "offer-approved",
            Self::OfferChangesRequested => "offer-changes-requested",
            Self::OfferRejected => "offer-rejected",
            Self::OfferSuspended => "offer-suspended",
            Self::OfferReinstated => "offer-reinstated",
            Self::OfferRechecked => "offer-rechecked",
            Self::ChecksEnd => "checks-end",
            Self::ChecksOver => "checks-over",
            Self::OfferLapsesSoon => "offer-lapses-soon",
            Self::OfferLapsed => "offer-lapsed",
            Self::ProposalReceived => "proposal-received",
            Self::ProposalAccepted => "proposal-accepted",
            Self::ProposalDeclined => "proposal-declined",
            Self::MatchCancelled => "match-cancelled",
            Self::RequestReceived => "request-received",
            Self::ChildHeard => "child-heard",
            Self::OffersFound => "offers-found",
            Self::DangerReported => "danger-reported",
            Self::ReportOverdue => "report-overdue",
            Self::BlockOverdue => "block-overdue",
            Self::ChildCaseOverdue => "child-case-overdue",
            Self::SafetyOverdue => "safety-overdue",
            Self::ChildCaseOpened => "child-case-opened",
            Self::MatchStopped => "match-stopped",
            Self::ProviderRenamed => "provider-renamed",
            Self::AgreementChanged => "agreement-changed",
            Self::ProviderBlocked => "provider-blocked",
            Self::BlockLifted => "block-lifted",
            Self::CheckIn => "check-in",
            Self::MatchNoShow => "match-no-show",
            Self::HelpCompleted => "help-completed",
            Self::OverAsked => "over-asked",
            Self::OverDenied => "over-denied",
            Self::ProposalReminder => "proposal-reminder",
            Self::ProposalMissed => "proposal-missed",
            Self::OtherConfirmed => "other-confirmed",
            Self::ConfirmAsked => "confirm-asked",
            Self::StayEnds => "stay-ends",
            Self::BeginningAsked => "beginning-asked",
            Self::AgreementLapsed => "agreement-lapsed",
            Self::OffersLapse => "offers-lapse",
            Self::ChecksLapseSoon => "checks-lapse-soon",
            Self::ChecksLapsed => "checks-lapsed",
            Self::EvidenceTakenBack => "evidence-taken-back",
            Self::StillNeeded => "still-needed",
            Self::NeedStillNeeded => "need-still-needed",
            Self::MessageReceived => "message-received",
            Self::InquiryMessage => "inquiry-message",
            Self::InquiryWaits => "inquiry-waits",
            Self::InquiryEnded => "inquiry-ended",
            Self::AddressToConfirm => "address-to-confirm",
            Self::AddressTaken => "address-taken",
            Self::PasswordForgotten => "password-forgotten",
            Self::PasswordChanged => "password-changed",
            Self::AddressToChange => "address-to-change",
            Self::AddressChangeAsked => "address-change-asked",
            Self::AddressChanged => "address-changed",
            Self::AddressLeft => "address-left",
            Self::ContactLeft => "contact-left",
            Self::AccountDormant => "account-dormant",
            Self::CodeLost => "code-lost",
            Self::CodeReplaced => "code-replaced",
            Self::PinChanged => "pin-changed",
            Self::CaseOpened => "case-opened",
            Self::CaseHandedOn => "case-handed-on",
            Self::CaseGiven => "case-given",
            Self::CaseDue => "case-due",
            Self::CaseMoved => "case-moved",
            Self::CaseStopped => "case-stopped",
            Self::CaseEnded => "case-ended",
            Self::RequestKept => "request-kept",
            Self::RolesGiven => "roles-given",
        }
    }

    /// The notice of a key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notice| notice.key() == key)
    }

    /// The kind that somebody with an account can do without, if it is of one.
    pub const fn kind(self) -> Option<MailKind> {
        Some(match self {
            Self::OfferSubmitted | Self::OffersImported => MailKind::Receipts,
            // Not of several offers: they may have lapsed already.
            Self::OfferLapsesSoon
            | Self::ProposalReminder
            | Self::InquiryWaits
            | Self::ConfirmAsked
            | Self::StayEnds => MailKind::Reminders,
            Self::MessageReceived | Self::InquiryMessage => MailKind::Messages,
            Self::CaseMoved | Self::CaseDue => MailKind::Cases,
            Self::HelpCompleted => MailKind::Feedback,
            _ => return None,
        })
    }

    /// What it is about, which tells whether it waits for the morning.
    pub const fn matter(self) -> Matter {
        match self {
            Self::DangerReported
            | Self::ReportOverdue
            | Self::BlockOverdue
            | Self::ChildCaseOverdue
            | Self::SafetyOverdue
            | Self::ChildCaseOpened
            | Self::ChildHeard
            | Self::MatchStopped
            | Self::CaseStopped
            | Self::ProviderBlocked => Matter::Safety,
            Self::AddressToConfirm
            | Self::AddressTaken
            | Self::PasswordForgotten
            | Self::PasswordChanged
            | Self::AddressToChange
            | Self::AddressChangeAsked
            | Self::AddressChanged
            | Self::AddressLeft
            | Self::ContactLeft
            | Self::CodeLost
            | Self::CodeReplaced
            | Self::PinChanged
            | Self::CaseOpened
            | Self::RequestKept
            | Self::RolesGiven
            | Self::CaseHandedOn => Matter::Access,
            Self::RequestReceived => Matter::Receipt,
            Self::ProposalReceived
            | Self::ProposalAccepted
            | Self::ProposalDeclined
            | Self::ProposalReminder
            | Self::MatchCancelled
            | Self::MatchNoShow
            | Self::ProviderRenamed
            | Self::AgreementChanged
            | Self::OtherConfirmed
            | Self::ConfirmAsked
            | Self::BeginningAsked
            | Self::AgreementLapsed
            | Self::MessageReceived
            | Self::InquiryMessage => Matter::Agreement,
            Self::OffersFound => Matter::Find,
            Self::OfferSubmitted
            | Self::OffersImported
            | Self::OfferApproved
            | Self::OfferChangesRequested
            | Self::OfferRejected
            | Self::OfferSuspended
            | Self::OfferReinstated
            | Self::OfferRechecked
            | Self::ChecksEnd
            | Self::ChecksOver
            | Self::OfferLapsesSoon
            | Self::OfferLapsed
            | Self::OffersLapse
            | Self::ChecksLapseSoon
            | Self::ChecksLapsed
            | Self::EvidenceTakenBack
            | Self::BlockLifted
            | Self::AccountDormant
            | Self::CheckIn
            | Self::HelpCompleted
            | Self::OverAsked
            | Self::OverDenied
            | Self::ProposalMissed
            | Self::StayEnds
            | Self::StillNeeded
            | Self::NeedStillNeeded
            | Self::InquiryWaits
            | Self::InquiryEnded
            | Self::CaseGiven
            | Self::CaseDue
            | Self::CaseMoved
            | Self::CaseEnded => Matter::Standing,
        }
    }

    /// Whether it asks if one offer still stands, with a link that answers.
    pub(in crate::app) const fn asks_for_an_offer(self) -> bool {
        matches!(self, Self::OfferLapsesSoon | Self::OfferLapsed)
    }

    /// Whether its link answers what it asks, without a sign-in or the code of a request.
    pub(in crate::app) const fn is_answered_by_link(self) -> bool {
        self.asks_for_an_offer() || matches!(self, Self::NeedStillNeeded | Self::CheckIn)
    }
}
