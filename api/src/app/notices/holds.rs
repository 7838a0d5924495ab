//! How long what is said is so, who else is told, and what is texted.

use punte_core::{booking::MatchState, check_in::CheckIn};

use super::Notice;
use crate::storage::matches::COUNTED_ON;

impl Notice {
    /// In which states of its match it is still so; none if that does not tell.
    pub(super) const fn holds_in(self) -> Option<&'static [MatchState]> {
        match self {
            Self::ProposalReceived | Self::ProposalReminder => Some(&[MatchState::Proposed]),
            Self::BeginningAsked | Self::ConfirmAsked => Some(&[MatchState::Accepted]),
            Self::OtherConfirmed => Some(&[MatchState::Accepted, MatchState::Confirmed]),
            Self::OverAsked | Self::OverDenied => Some(&[MatchState::Started]),
            Self::ProposalAccepted | Self::ProviderRenamed | Self::AgreementChanged => {
                Some(COUNTED_ON)
            }
            Self::CheckIn => Some(CheckIn::ASKED_IN),
            _ => None,
        }
    }

    /// Whether it is something that whoever follows the request of a household is told too.
    pub(super) const fn moves_a_case(self) -> bool {
        matches!(
            self,
            Self::ProposalAccepted
                | Self::ProposalDeclined
                | Self::MatchCancelled
                | Self::MatchStopped
                | Self::ProviderRenamed
                | Self::AgreementChanged
                | Self::MatchNoShow
                | Self::HelpCompleted
                | Self::OverAsked
                | Self::OverDenied
                | Self::OffersFound
                | Self::CheckIn
                | Self::OtherConfirmed
                | Self::ConfirmAsked
                | Self::StayEnds
                | Self::BeginningAsked
                | Self::AgreementLapsed
                | Self::StillNeeded
                | Self::NeedStillNeeded
                | Self::MessageReceived
                | Self::InquiryMessage
                | Self::InquiryEnded
        )
    }

    /// Whether a household that agreed to text messages gets one: what it waits for or sets out for, what it is asked, where no answer costs
    /// it something or may mean that it is not well, and what tells it that somebody else may have its request.
    pub const fn is_texted(self) -> bool {
        matches!(
            self,
            Self::ProposalAccepted
                | Self::MatchCancelled
                | Self::MatchStopped
                | Self::AgreementChanged
                | Self::BeginningAsked
                | Self::AgreementLapsed
                | Self::CheckIn
                | Self::StillNeeded
                | Self::NeedStillNeeded
                | Self::ContactLeft
                | Self::CodeReplaced
                | Self::PinChanged
                | Self::CaseOpened
                | Self::CaseHandedOn
                | Self::RequestKept
        )
    }
}
