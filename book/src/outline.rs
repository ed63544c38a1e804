//! The parts and pages of the course with the time that they take.

use std::fmt::Write;

use exercises::Lang;

use crate::front::Front;
use crate::panel::escape;
use crate::words::words;

/// The course as its summary has it.
#[derive(Debug, Default)]
pub(crate) struct Outline(Vec<Part>);

/// A part: its title, and its pages.
#[derive(Debug)]
struct Part {
    title: String,
    pages: Vec<Page>,
}

/// A page, as the outline shows it.
#[derive(Debug)]
pub(crate) struct Page {
    /// Its title in the summary.
    pub(crate) title: String,
    /// Its address, from the root of the book.
    pub(crate) address: String,
    /// What stands above it.
    pub(crate) front: Front,
    /// Minutes of each of its exercises.
    pub(crate) exercises: Vec<u32>,
}

impl Page {
    fn practice(&self) -> u32 {
        self.exercises.iter().sum()
    }
}

impl Outline {
    /// Begins a part.
    pub(crate) fn part(&mut self, title: &str) {
        self.0.push(Part { title: title.to_owned(), pages: Vec::new() });
    }

    /// Adds a page to the part that has begun; what stands before all parts is the way in, and not listed.
    pub(crate) fn page(&mut self, page: Page) {
        if let Some(part) = self.0.last_mut() {
            part.pages.push(page);
        }
    }

    /// What a reader of the page at `address` has to expect: “8 min of reading · 2 exercises, 14 min”.
    pub(crate) fn time(&self, address: &str, lang: Lang) -> Option<String> {
        let page = self.pages().find(|page| page.address == address)?;
        let words = words(lang);
        let mut time = String::new();
        if page.front.minutes > 0 {
            write!(time, "{}\u{a0}min {}", page.front.minutes, words.of_reading).ok()?;
        }
        if let count @ 1.. = page.exercises.len() {
            let [one, several] = words.exercises;
            let noun = if count == 1 { one } else { several };
            let dot = if time.is_empty() { "" } else { " · " };
            write!(time, "{dot}{count}\u{a0}{noun}, {}\u{a0}min", page.practice()).ok()?;
        }
        (!time.is_empty()).then(|| format!("<div class=\"page-time\">{time}</div>"))
    }

    /// A table of the pages with their times: all of them, or those of the path of concepts, of which only the reading counts.
    pub(crate) fn table(&self, concepts: bool, lang: Lang) -> String {
        let words = words(lang);
        let [page, reading, practice, total] = words.contents;
        let cell = |minutes: u32| if minutes == 0 { String::new() } else { format!("{minutes}\u{a0}min") };
        let columns = |reading: &str, practice: &str| {
            if concepts {
                format!("<td>{reading}</td>")
            } else {
                format!("<td>{reading}</td><td>{practice}</td>")
            }
        };
        let heads = if concepts { String::new() } else { format!("<th scope=\"col\">{practice}</th>") };
        let mut table = format!(
            "<table class=\"contents\">\n<thead><tr><th scope=\"col\">{page}</th><th scope=\"col\">{reading}</th>{heads}</tr></thead>\n"
        );
        let (mut read, mut practised) = (0, 0);
        for part in &self.0 {
            let pages: Vec<_> = part.pages.iter().filter(|page| page.front.concepts || !concepts).collect();
            if pages.is_empty() {
                continue;
            }
            let (reading, practice) = (
                pages.iter().map(|page| page.front.minutes).sum::<u32>(),
                pages.iter().map(|page| page.practice()).sum::<u32>(),
            );
            read += reading;
            practised += practice;
            table += &format!(
                "<tbody>\n<tr class=\"contents-part\"><th scope=\"rowgroup\">{}</th>{}</tr>\n",
                escape(&part.title),
                columns(&time(reading), &time(practice))
            );
            for page in pages {
                table += &format!(
                    "<tr><td><a href=\"{}\">{}</a></td>{}</tr>\n",
                    page.address,
                    escape(&page.title),
                    columns(&cell(page.front.minutes), &cell(page.practice()))
                );
            }
            table += "</tbody>\n";
        }
        table += &format!(
            "<tfoot><tr><th scope=\"row\">{total}</th>{}</tr></tfoot>\n</table>\n",
            columns(&time(read), &time(practised))
        );
        table
    }

    fn pages(&self) -> impl Iterator<Item = &Page> {
        self.0.iter().flat_map(|part| &part.pages)
    }
}

/// Minutes as people say them: “45 min”, “5 h 20”.
fn time(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, 0) => String::new(),
        (0, minutes) => format!("{minutes}\u{a0}min"),
        (hours, 0) => format!("{hours}\u{a0}h"),
        (hours, minutes) => format!("{hours}\u{a0}h\u{a0}{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outline() -> Outline {
        let mut outline = Outline::default();
        outline.part("Découvrir");
        for (address, minutes, concepts, exercises) in
            [("a.html", 50, true, vec![]), ("b.html", 8, false, vec![6, 8]), ("c.html", 0, false, vec![5])]
        {
            let front = Front { minutes, concepts, ..Front::default() };
            outline.page(Page { title: address.to_uppercase(), address: address.into(), front, exercises });
        }
        outline
    }

    #[test]
    fn a_page_tells_its_time() {
        let time = |address| outline().time(address, Lang::En).unwrap_or_default();
        assert_eq!(time("a.html"), "<div class=\"page-time\">50\u{a0}min of reading</div>");
        assert_eq!(
            time("b.html"),
            "<div class=\"page-time\">8\u{a0}min of reading · 2\u{a0}exercises, 14\u{a0}min</div>"
        );
        assert_eq!(time("c.html"), "<div class=\"page-time\">1\u{a0}exercise, 5\u{a0}min</div>");
        assert_eq!(time("z.html"), "");
    }

    #[test]
    fn the_table_sums_up_what_it_shows() {
        let full = outline().table(false, Lang::Fr);
        assert!(full.contains("<td>58\u{a0}min</td><td>19\u{a0}min</td></tr>\n<tr><td><a href=\"a.html\">A.HTML</a></td><td>50\u{a0}min</td><td></td>"), "{full}");
        let concepts = outline().table(true, Lang::Fr);
        assert!(
            concepts.contains("<td>50\u{a0}min</td></tr></tfoot>") && !concepts.contains("b.html"),
            "{concepts}"
        );
        assert!(!full.contains("\n\n"), "an empty line ends a block of HTML");
    }

    #[test]
    fn hours_are_told_as_such() {
        assert_eq!([0, 45, 60, 320].map(time), ["", "45\u{a0}min", "1\u{a0}h", "5\u{a0}h\u{a0}20"]);
    }
}
