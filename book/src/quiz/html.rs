//! A quiz as it stands in a page before any script has run: questions to read, and their answers to unfold.
//!
//! `theme/quiz.js` finds it by `data-quiz`, shows what is `hidden` here, and takes its explanations and its words
//! from here too; classes and attributes are the agreement between both. Numbers of choices and steps count from 0,
//! as the author wrote them, in both languages.

use exercises::{Lang, Localized};

use super::read::LONGEST_ANSWER;
use super::shuffle::shuffled;
use super::{Choice, Kind, Question, Quiz, Slip, plain};
use crate::fragment::inline;
use crate::panel::escape;
use crate::words::words;

/// The quiz `name` as an HTML block: no empty line, which would end the block in Markdown.
pub(crate) fn html(name: &str, quiz: &Quiz, lang: Lang) -> String {
    let words = &words(lang).quiz;
    let said: String =
        words.script.iter().map(|(name, text)| format!(" data-{name}=\"{}\"", escape(text))).collect();
    let questions: String = quiz.questions.iter().map(|question| form(name, question, lang)).collect();
    format!(
        r#"<section class="quiz" id="quiz-{name}" data-quiz="{name}" aria-labelledby="quiz-{name}__title"{said}>
<header class="quiz-header"><h3 id="quiz-{name}__title">{}</h3><p class="quiz-score" hidden></p></header>
{questions}</section>"#,
        words.title,
    )
}

/// A question: what is asked, what answers it, and the answer.
fn form(quiz: &str, question: &Question, lang: Lang) -> String {
    let Question { id, ask, because, kind } = question;
    let words = &words(lang).quiz;
    // No name has an underscore, so that no two of these are alike.
    let name = format!("quiz-{quiz}_{id}");
    let (kind_name, fields, [right, wrong]) = match kind {
        Kind::One(choices) => ("one", fields(&name, "radio", choices, lang), judged(choices, lang)),
        Kind::Several(choices) => {
            ("several", fields(&name, "checkbox", choices, lang), judged(choices, lang))
        }
        Kind::Order(steps) => {
            let mixed = shuffled(steps.len(), &format!("{quiz}/{id}"));
            ("order", moves(&name, steps, mixed, lang), [in_order(steps, lang), String::new()])
        }
        Kind::Text { accept, slips } => {
            ("text", field(&name, lang), [accepted(accept), explained(slips, lang)])
        }
    };
    let hint = match kind {
        Kind::Several(_) => format!(" <span class=\"quiz-hint\">{}</span>", words.several),
        _ => String::new(),
    };
    let (ask, because) = (inline(ask.get(lang)), inline(because.get(lang)));
    let (check, answer) = (words.check, words.answer);
    // A button that is disabled keeps Enter from sending the form before the script is there to take it.
    format!(
        r#"<form class="quiz-question" id="{name}" data-question="{id}" data-kind="{kind_name}">
<fieldset>
<legend id="{name}_ask">{ask}{hint}</legend>
{fields}<button class="quiz-check" type="submit" hidden disabled>{check}</button>
<div class="quiz-verdict"></div>
</fieldset>
<details class="quiz-answer">
<summary>{answer}</summary>
{right}<p class="quiz-because">{because}</p>
{wrong}</details>
</form>
"#
    )
}

/// Choices, each with its button.
fn fields(name: &str, kind: &str, choices: &[Choice], lang: Lang) -> String {
    let choices = choices.iter().enumerate().map(|(number, choice)| {
        let text = inline(choice.text.get(lang));
        format!(
            "<li class=\"quiz-choice\"><label><input type=\"{kind}\" name=\"{name}\" value=\"{number}\"> <span>{text}</span></label></li>\n"
        )
    });
    list("ul", "quiz-choices", choices)
}

/// Steps in a wrong order, each with buttons that move it.
fn moves(name: &str, steps: &[Localized], mixed: Vec<usize>, lang: Lang) -> String {
    let words = &words(lang).quiz;
    let steps = mixed.into_iter().map(|number| {
        let text = inline(steps[number].get(lang));
        let step = format!("{name}_step-{number}");
        // A button is called what it does and to which step.
        let button = |way: &str, label: &str, sign: &str| {
            format!(
                "<button class=\"quiz-move\" type=\"button\" id=\"{step}-{way}\" data-move=\"{way}\" aria-label=\"{label}\" aria-labelledby=\"{step}-{way} {step}\" hidden>{sign}</button>"
            )
        };
        format!(
            "<li class=\"quiz-step\" data-step=\"{number}\"><span id=\"{step}\">{text}</span>{}{}</li>\n",
            button("up", words.up, "↑"),
            button("down", words.down, "↓"),
        )
    });
    list("ol", "quiz-steps", steps)
}

/// A field to type in.
fn field(name: &str, lang: Lang) -> String {
    let placeholder = words(lang).quiz.type_here;
    format!(
        "<p class=\"quiz-field\"><input type=\"text\" aria-labelledby=\"{name}_ask\" placeholder=\"{placeholder}\" maxlength=\"{LONGEST_ANSWER}\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\"></p>\n"
    )
}

/// The choices that are right; and those that are wrong, with why.
fn judged(choices: &[Choice], lang: Lang) -> [String; 2] {
    let item = |(number, choice): (usize, &Choice)| {
        let why = choice.why.as_ref().map(|why| paragraph(why, lang)).unwrap_or_default();
        format!("<li data-choice=\"{number}\">{}{why}</li>\n", inline(choice.text.get(lang)))
    };
    let (right, wrong): (Vec<_>, Vec<_>) =
        choices.iter().enumerate().partition(|(_, choice)| choice.why.is_none());
    [
        list("ul", "quiz-right", right.into_iter().map(item)),
        list("ul", "quiz-wrong", wrong.into_iter().map(item)),
    ]
}

/// The steps in the right order.
fn in_order(steps: &[Localized], lang: Lang) -> String {
    list("ol", "quiz-right", steps.iter().map(|step| format!("<li>{}</li>\n", inline(step.get(lang)))))
}

/// The answers that are right; the script compares with `data-answer`.
fn accepted(accept: &[String]) -> String {
    list("ul", "quiz-right", accept.iter().map(|text| typed(text, "")))
}

/// Likely wrong answers, and why.
fn explained(slips: &[Slip], lang: Lang) -> String {
    list("ul", "quiz-wrong", slips.iter().map(|slip| typed(&slip.text, &paragraph(&slip.why, lang))))
}

/// An answer to compare with what is typed.
fn typed(text: &str, after: &str) -> String {
    format!("<li data-answer=\"{}\"><code>{}</code>{after}</li>\n", escape(&plain(text)), escape(text.trim()))
}

/// Why something is wrong.
fn paragraph(why: &Localized, lang: Lang) -> String {
    format!("<p class=\"quiz-why\">{}</p>", inline(why.get(lang)))
}

/// A list, or nothing where it would be empty.
fn list(tag: &str, class: &str, items: impl Iterator<Item = String>) -> String {
    let list: String = items.collect();
    if list.is_empty() { list } else { format!("<{tag} class=\"{class}\">\n{list}</{tag}>\n") }
}
