//! What goes over the wire: apart from the domain's types, and in one language.

mod help;
pub(crate) mod quiz;

use std::collections::{BTreeMap, BTreeSet};

use exercises::Lang;
use jiff::Timestamp;
pub use quiz::{Answered, Judged, QuizGiven};
use serde::{Deserialize, Serialize};

use crate::{
    sessions::{
        Session, Sessions,
        goals::{Board, Standing},
        help::Help,
        host::HostStatus,
        registry::Turn,
        session::{Ended, Live, Phase},
    },
    texts::{self, Notice},
};

/// Body of the call that opens a sandbox.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Open {
    /// Id of the exercise.
    pub exercise: String,
}

/// Body of the call that answers a goal in words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerTo {
    /// Id of the goal.
    pub goal: String,
    /// What is answered.
    pub answer: String,
}

/// All that a page shows of a learner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct State {
    /// The server's clock, Unix milliseconds.
    pub now: i64,
    /// Whether sandboxes can be started.
    pub engine: EngineState,
    /// Ids of the exercises that are solved.
    pub solved: BTreeSet<String>,
    /// The learner's values, by exercise and name.
    pub values: BTreeMap<String, BTreeMap<String, String>>,
    /// What the learner answered last to each question, by quiz and question.
    pub quizzes: BTreeMap<String, BTreeMap<String, Answered>>,
    /// The learner's sandboxes.
    pub sandboxes: Vec<Sandbox>,
}

/// Whether sandboxes can be started, and why not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EngineState {
    available: bool,
    message: Option<String>,
    remedy: Option<String>,
}

impl EngineState {
    /// Tells it in a language.
    #[must_use]
    pub fn tell(status: &HostStatus, lang: Lang) -> Self {
        match status {
            HostStatus::Available(_) => Self { available: true, message: None, remedy: None },
            HostStatus::Unavailable(absence) => {
                let Notice { message, remedy } = texts::absence(absence, lang);
                Self { available: false, message: Some(message), remedy }
            }
        }
    }
}

/// One sandbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sandbox {
    id: String,
    exercise: String,
    state: &'static str,
    /// What there is to wait for, while it is starting.
    queue: Option<String>,
    idle_ends_at: i64,
    hard_ends_at: i64,
    /// Whether that can be put off.
    extendable: bool,
    goals: Vec<Goal>,
    solved: bool,
    /// Its hints and its solution.
    help: help::Told,
    /// While it is ready, the name in the addresses at which its ports are seen:
    /// `http://p{port}-{preview}.localhost:{the server's port}/`.
    preview: Option<String>,
    /// Something to know about it, while it lives.
    notice: Option<Word>,
    ended: Option<End>,
}

/// A message and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    message: String,
    remedy: Option<String>,
}

impl From<Notice> for Word {
    fn from(Notice { message, remedy }: Notice) -> Self {
        Self { message, remedy }
    }
}

/// One goal of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goal {
    id: String,
    state: &'static str,
    why: Option<String>,
    /// Of a goal that is answered in words.
    answer: Option<Given>,
}

/// What was answered last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Given {
    given: Option<String>,
}

/// How it ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct End {
    reason: &'static str,
    message: String,
    remedy: Option<String>,
    #[serde(rename = "ref")]
    reference: Option<String>,
}

impl Sandbox {
    /// Tells what is seen of a session in a language.
    #[must_use]
    pub fn tell(sessions: &Sessions, session: &Session, help: &Help, lang: Lang) -> Self {
        let Live { phase, board, solved, answers, idle_end, hard_end, extendable, strain } = session.live();
        let (state, ended) = match phase {
            Phase::Queued | Phase::Starting => ("starting", None),
            Phase::Ready => ("ready", None),
            Phase::Ended(ended) => ("ended", Some(End::tell(ended, lang))),
        };
        Self {
            id: session.id.clone(),
            exercise: session.exercise.id.clone(),
            state,
            queue: sessions.turn(session).map(|turn| queue(turn, lang)),
            idle_ends_at: idle_end.as_millisecond(),
            hard_ends_at: hard_end.as_millisecond(),
            extendable,
            goals: goals(session, &board, &answers, lang),
            solved,
            help: help::Told::tell(&session.exercise, help, lang),
            preview: (state == "ready").then(|| session.preview().to_owned()),
            notice: strain
                .map(|strain| texts::strain(strain, lang))
                .or(session.rescued.then(|| texts::rescued(lang)))
                .map(Word::from),
            ended,
        }
    }
}

fn queue(Turn { ahead, latest }: Turn, lang: Lang) -> String {
    let minutes = latest.map(|latest| latest.duration_since(Timestamp::now()).as_secs().max(0) / 60 + 1);
    texts::queue(ahead, minutes, lang)
}

fn goals(session: &Session, board: &Board, answers: &BTreeMap<String, String>, lang: Lang) -> Vec<Goal> {
    let goals = &session.exercise.goals;
    let answered: Vec<&str> = session.exercise.answered().collect();
    let title =
        |id: &String| goals.iter().find(|goal| goal.id == *id).map(|goal| goal.title.get(lang).as_str());
    let tell = |standing: &Standing| match standing {
        Standing::Open { why } => ("open", why.as_ref().map(|why| why.text(lang))),
        Standing::Waiting { on } => {
            let titles: Vec<_> = on.iter().filter_map(title).collect();
            ("waiting", Some(texts::waiting(&titles, lang)))
        }
        Standing::Met => ("met", None),
        Standing::Broken { why } => ("broken", Some(why.text(lang))),
        Standing::Fault => ("fault", Some(texts::fault(lang).to_owned())),
        Standing::Foreign => ("fault", Some(texts::foreign(lang).to_owned())),
    };
    let told = goals.iter().zip(&board.standings).map(|(goal, standing)| {
        let (state, why) = tell(standing);
        let in_words = answered.contains(&goal.id.as_str());
        let answer = in_words.then(|| Given { given: answers.get(&goal.id).cloned() });
        Goal { id: goal.id.clone(), state, why, answer }
    });
    told.collect()
}

impl End {
    fn tell(ended: Ended, lang: Lang) -> Self {
        let Ended { reason, reference } = ended;
        let Notice { message, remedy } = texts::end(reason, lang);
        Self { reason: reason.name(), message, remedy, reference }
    }
}

/// What a page tells a terminal; keys come as binary frames.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(tag = "type", rename_all = "lowercase", deny_unknown_fields)]
pub enum FromPage {
    /// The terminal has another size.
    Resize {
        /// Width, characters.
        cols: u16,
        /// Height, characters.
        rows: u16,
    },
    /// So many bytes more were shown.
    Ack {
        /// How many.
        bytes: u64,
    },
}

/// What a terminal tells a page; output goes as binary frames.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum ToPage {
    /// The next bytes are past output.
    Replay {
        /// Name of the stream that they are of.
        stream: String,
        /// Number of the first of them.
        from: u64,
        /// How many.
        bytes: u64,
        /// Whether they go on from what the page shows already; otherwise it begins anew.
        #[serde(rename = "goesOn")]
        goes_on: bool,
    },
    /// The shell has ended.
    Exit {
        /// With this code.
        code: i64,
    },
    /// Something is wrong.
    Error {
        /// For programs.
        code: &'static str,
        /// For people.
        message: String,
    },
}

/// The clock of the wire.
#[must_use]
pub fn now() -> i64 {
    Timestamp::now().as_millisecond()
}
