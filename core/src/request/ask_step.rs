//! The short steps in which a request is written.

use serde::{Deserialize, Serialize};

/// One short step, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AskStep {
    /// What is needed.
    What,
    /// Where.
    Where,
    /// Who comes.
    Who,
    /// Animals, and what somebody needs to get around.
    With,
    /// What each kind of help must have, or would be good to have.
    Wishes,
    /// When.
    When,
    /// How to reach them.
    Reach,
}

impl AskStep {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::What,
        Self::Where,
        Self::Who,
        Self::With,
        Self::Wishes,
        Self::When,
        Self::Reach,
    ];

    /// Its name in an address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::What => "what",
            Self::Where => "where",
            Self::Who => "who",
            Self::With => "with",
            Self::Wishes => "wishes",
            Self::When => "when",
            Self::Reach => "reach",
        }
    }

    /// Those that are asked of a child who is alone: what whoever helps must know, and no more.
    pub const OF_A_CHILD: [Self; 4] = [Self::What, Self::Where, Self::Who, Self::Reach];
}
