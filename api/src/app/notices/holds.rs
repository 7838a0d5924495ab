//! How long what is said is so, and who else is told.

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
}
