use jiff::{Timestamp, civil::Date};
use punte_core::help_line::{self, HelpLine};

use super::Finding;
use crate::storage::standing::{DatabaseFacts, WorkFacts};

/// Seconds that two clocks may differ.
const CLOCKS_DIFFER_S: i64 = 5;
/// Seconds without a sign after which no worker runs.
const WORKER_GONE_S: i64 = 60;
/// Seconds after which a job that is due waits too long.
const WAITS_S: i64 = 600;
/// Seconds within which the audit log is sealed, while somebody seals it.
const SEALED_WITHIN_S: i64 = 60;

/// Whether a database keeps what it acknowledged.
pub(crate) fn durability(facts: &DatabaseFacts) -> Vec<Finding> {
    [
        ("fsync", &facts.fsync),
        ("full-page-writes", &facts.full_page_writes),
        ("synchronous-commit", &facts.synchronous_commit),
    ]
    .into_iter()
    .map(|(name, value)| {
        if value == "off" {
            Finding::failed(
                name,
                "off: the database may lose what it acknowledged; switch it on",
            )
        } else {
            Finding::ok(name, value.clone())
        }
    })
    .collect()
}

/// How a database runs.
pub(crate) fn database(
    facts: &DatabaseFacts,
    own: bool,
    demo: bool,
    now: Timestamp,
) -> Vec<Finding> {
    let mut findings = durability(facts);
    findings.push(if facts.superuser {
        Finding::failed(
            "database-role",
            "it signs in as a superuser: set DATABASE_URL to app_rw, and DATABASE_MIGRATE_URL to the owner for `punte migrate`",
        )
        .in_demo(demo)
    } else if facts.bypasses_rls {
        Finding::failed("database-role", "it signs in as a role that row-level security does not hold for: set DATABASE_URL to app_rw")
            .in_demo(demo)
    } else {
        Finding::ok("database-role", "may do what it needs")
    });
    findings.push(if facts.encoding == "UTF8" {
        Finding::ok("encoding", "UTF8")
    } else {
        Finding::failed(
            "encoding",
            format!(
                "{} cannot hold every name: make the database with encoding UTF8",
                facts.encoding
            ),
        )
    });
    let ahead_s = facts.now.duration_since(now).as_secs();
    findings.push(if ahead_s.abs() > CLOCKS_DIFFER_S {
        Finding::failed(
            "clock",
            format!("the database's clock and this one differ by {} s: deadlines would be others there; set both by NTP", ahead_s.abs()),
        )
    } else {
        Finding::ok("clock", "the same here and in the database")
    });
    findings.push(if facts.checksums {
        Finding::ok("checksums", "on")
    } else {
        Finding::warning(
            "checksums",
            "off: a broken disk is not noticed (pg_checksums --enable)",
        )
    });
    findings.push(if facts.archives {
        Finding::ok("backup", "the database's log is archived")
    } else {
        Finding::warning(
            "backup",
            if own {
                "nothing is archived: run pg_dump every night and keep it and the keys elsewhere (docs/deploying.md)"
            } else {
                "archive_mode is off: what is written after the last dump would be lost"
            },
        )
    });
    findings
}

/// Whether the keys are those that were used with these data: with others no code and no sealed answer opens.
pub(crate) fn keys_belong(known: Option<&[u8]>, ours: &[u8]) -> Finding {
    match known {
        Some(known) if known != ours => Finding::failed(
            "keys-belong",
            "these data were written with other keys: put the right ones into the data directory, or no tracking code opens its request",
        ),
        Some(_) => Finding::ok("keys-belong", "the ones that these data were written with"),
        None => Finding::ok("keys-belong", "the first for these data"),
    }
}

/// Whether what is written into the outbox is done, and the audit log sealed.
pub(crate) fn work(facts: &WorkFacts, tail: (i64, i64), now: Timestamp) -> Vec<Finding> {
    let age = |at: Timestamp| now.duration_since(at).as_secs().max(0);
    let worker = match facts.worker_at.map(age) {
        Some(seconds) if seconds <= WORKER_GONE_S => {
            Finding::ok("worker", format!("seen {seconds} s ago"))
        }
        Some(seconds) => Finding::failed(
            "worker",
            format!("none was seen for {seconds} s: start `punte serve` or `punte worker`"),
        ),
        None => Finding::failed(
            "worker",
            "none was ever seen: start `punte serve` or `punte worker`",
        ),
    };
    let dead = match facts.dead_jobs {
        0 => Finding::ok("dead-jobs", "none"),
        jobs => Finding::warning(
            "dead-jobs",
            format!("{jobs} were given up: select kind, last_error from job where state = 'dead'"),
        ),
    };
    let late = match facts.due_since.map(age) {
        Some(seconds) if seconds > WAITS_S => {
            Finding::failed("late-jobs", format!("the oldest waits for {seconds} s"))
        }
        _ => Finding::ok("late-jobs", "none"),
    };
    let overdue = match facts.overdue {
        0 => Finding::ok("overdue-safety", "none"),
        n => Finding::warning(
            "overdue-safety",
            format!(
                "{n} reports of danger, blocks or cases of children wait for somebody to look, longer than they may"
            ),
        ),
    };
    let (lines, seconds) = tail;
    let seal = if seconds > SEALED_WITHIN_S {
        Finding::failed(
            "audit-seal",
            format!("{lines} lines have no seal, the oldest for {seconds} s"),
        )
    } else {
        Finding::ok("audit-seal", format!("{lines} lines wait for theirs"))
    };
    vec![worker, dead, late, overdue, seal]
}

/// Whether people are told whom to call, and whether somebody looked lately that these are the right numbers.
pub(crate) fn help_lines(lines: &[HelpLine], today: Date) -> Finding {
    let name = "help-lines";
    let overdue = lines.iter().filter(|line| line.is_overdue(today)).count();
    if help_line::first(lines).is_none() {
        Finding::warning(
            name,
            "none for everyone is set: pages name 112 and say so; an administrator sets one under Settings",
        )
    } else if overdue > 0 {
        Finding::warning(
            name,
            format!(
                "nobody looked for half a year whether {overdue} are right: Settings shows which"
            ),
        )
    } else {
        Finding::ok(name, format!("{} numbers", lines.len()))
    }
}

/// Whether somebody looks after children who ask alone: they are told that a person will help.
pub(crate) fn child_protection(accounts: usize) -> Finding {
    let name = "child-protection";
    match accounts {
        0 => Finding::warning(
            name,
            "no account has this role: nobody is told of a child who asks for help alone",
        ),
        accounts => Finding::ok(name, format!("{accounts} accounts")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::{Verdict, refuse};

    fn fine() -> DatabaseFacts {
        DatabaseFacts {
            fsync: "on".to_owned(),
            full_page_writes: "on".to_owned(),
            synchronous_commit: "on".to_owned(),
            checksums: true,
            archives: true,
            encoding: "UTF8".to_owned(),
            superuser: false,
            bypasses_rls: false,
            encrypted: true,
            now: Timestamp::UNIX_EPOCH,
        }
    }

    /// The name of what refuses it.
    fn refused(change: impl FnOnce(&mut DatabaseFacts)) -> Option<String> {
        let mut facts = fine();
        change(&mut facts);
        let findings = database(&facts, true, false, Timestamp::UNIX_EPOCH);
        refuse(&findings)
            .err()
            .map(|line| line.split(':').next().unwrap().to_owned())
    }

    #[test]
    fn a_database_that_may_lose_or_give_away_what_it_holds_is_refused_by_name() {
        assert_eq!(refused(|_| ()), None);
        let off = || "off".to_owned();
        for (name, change) in [
            (
                "fsync",
                Box::new(|f: &mut DatabaseFacts| f.fsync = off())
                    as Box<dyn FnOnce(&mut DatabaseFacts)>,
            ),
            ("full-page-writes", Box::new(|f| f.full_page_writes = off())),
            (
                "synchronous-commit",
                Box::new(|f| f.synchronous_commit = off()),
            ),
            ("database-role", Box::new(|f| f.superuser = true)),
            ("database-role", Box::new(|f| f.bypasses_rls = true)),
            (
                "encoding",
                Box::new(|f| f.encoding = "SQL_ASCII".to_owned()),
            ),
            (
                "clock",
                Box::new(|f| f.now = Timestamp::from_second(6).unwrap()),
            ),
            (
                "clock",
                Box::new(|f| f.now = Timestamp::from_second(-6).unwrap()),
            ),
        ] {
            assert_eq!(refused(change).as_deref(), Some(name));
        }
        assert_eq!(
            refused(|f| f.now = Timestamp::from_second(5).unwrap()),
            None
        );
        assert_eq!(refused(|f| f.checksums = false), None, "a warning");
    }

    #[test]
    fn work_that_nobody_does_fails() {
        let now = Timestamp::from_second(10_000).unwrap();
        let ago = |seconds| Timestamp::from_second(10_000 - seconds).ok();
        let facts = |worker: i64, dead_jobs, due: i64| WorkFacts {
            worker_at: ago(worker),
            dead_jobs,
            due_since: ago(due),
            overdue: 0,
        };
        let failed = |facts: &WorkFacts, tail| {
            work(facts, tail, now)
                .into_iter()
                .filter(|f| f.verdict == Verdict::Failed)
                .map(|f| f.name)
                .collect::<Vec<_>>()
        };
        assert!(failed(&facts(10, 0, 30), (3, 1)).is_empty());
        assert!(failed(&facts(10, 4, 30), (3, 1)).is_empty(), "a warning");
        assert_eq!(
            failed(&facts(61, 0, 601), (3, 61)),
            ["worker", "late-jobs", "audit-seal"]
        );
        // What nobody looked at in time is for people to see to: it stops no server.
        let overdue = WorkFacts {
            overdue: 1,
            ..facts(10, 0, 30)
        };
        assert!(failed(&overdue, (3, 1)).is_empty());
        let mut found = work(&overdue, (3, 1), now).into_iter();
        let said = found.find(|f| f.name == "overdue-safety").unwrap();
        assert_eq!(said.verdict, Verdict::Warning);
    }

    #[test]
    fn children_whom_nobody_looks_after_are_a_warning() {
        assert_eq!(child_protection(0).verdict, Verdict::Warning);
        assert_eq!(child_protection(1).verdict, Verdict::Ok);
    }

    #[test]
    fn keys_of_another_installation_are_told_apart() {
        assert_eq!(keys_belong(Some(b"a"), b"b").verdict, Verdict::Failed);
        assert_eq!(keys_belong(Some(b"a"), b"a").verdict, Verdict::Ok);
        assert_eq!(keys_belong(None, b"a").verdict, Verdict::Ok);
    }
}
