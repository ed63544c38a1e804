//! The table at the end: what came of each exercise.

use std::fmt;

use exercises::Exercise;

use super::Proof;

/// What came of the exercises, in their order.
pub(super) struct Summary<'a>(pub(super) Vec<(&'a Exercise, Proof)>);

impl Summary<'_> {
    /// Whether all are proven.
    pub(super) fn is_proven(&self) -> bool {
        self.0.iter().all(|(_, proof)| proof.flaws.is_empty())
    }
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names =
            self.0.iter().map(|(exercise, _)| exercise.id.chars().count()).chain([8]).max().unwrap_or(8);
        writeln!(f, "  {:names$}  result  seconds  solution s  of min  wrong answers", "exercise")?;
        for (exercise, Proof { flaws, solved_in, took }) in &self.0 {
            let result = if flaws.is_empty() { "✓" } else { "✗" };
            let solution = solved_in.map_or("—".to_owned(), |took| format!("{:.1}", took.as_secs_f32()));
            let (id, seconds) = (&exercise.id, took.as_secs_f32());
            // A playground asks for nothing.
            let asked = |count: usize| match exercise.is_playground() {
                true => "—".to_owned(),
                false => count.to_string(),
            };
            let (minutes, wrong) = (asked(exercise.minutes as usize), asked(exercise.wrong.len()));
            writeln!(
                f,
                "  {id:names$}  {result:6}  {seconds:7.1}  {solution:>10}  {minutes:>6}  {wrong:>13}"
            )?;
        }
        let proven = self.0.iter().filter(|(_, proof)| proof.flaws.is_empty()).count();
        writeln!(f, "\n  {proven} of {} proven", self.0.len())
    }
}

#[cfg(test)]
mod tests {
    use std::{path::Path, time::Duration};

    use exercises::Catalogue;

    use super::*;

    #[test]
    fn a_row_tells_an_exercise() {
        let course = Path::new(env!("CARGO_MANIFEST_DIR")).join("../exercises");
        let catalogue = Catalogue::load(&course).unwrap();
        let seconds = Duration::from_secs;
        let proof = Proof { flaws: vec![], solved_in: Some(seconds(2)), took: seconds(31) };
        let failed = Proof { flaws: vec!["wrong/x.sh: …".into()], solved_in: None, took: seconds(4) };
        let any = catalogue.iter().find(|exercise| exercise.wrong.len() > 1).unwrap();
        let exercise = |id: &str| Exercise {
            id: id.to_owned(),
            minutes: 5,
            wrong: any.wrong[..2].to_vec(),
            ..any.clone()
        };
        let (one, other) = (exercise("stop-and-remove"), exercise("hello-world"));
        let free = Exercise { goals: vec![], wrong: vec![], ..exercise("free") };
        let opened = Proof { took: seconds(3), ..Proof::default() };
        let summary = Summary(vec![(&one, proof), (&other, failed), (&free, opened)]);
        assert!(!summary.is_proven());
        insta::assert_snapshot!(summary.to_string(), @r"
        exercise         result  seconds  solution s  of min  wrong answers
        stop-and-remove  ✓          31.0         2.0       5              2
        hello-world      ✗           4.0           —       5              2
        free             ✓           3.0           —       —              —

        2 of 3 proven
        ");
    }
}
