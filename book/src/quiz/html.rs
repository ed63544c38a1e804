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
        r#"<section class="quiz" id="quiz-{name}" data-quiz="{name}" aria-labelledby="quiz-{name}-title"{said}>
<header class="quiz-header"><h3 id="quiz-{name}-title">{}</h3><p class="quiz-score" hidden></p></header>
{questions}</section>"#,
        words.title,
    )
}

/// A question: what is asked, what answers it, and the answer.
fn form(quiz: &str, question: &Question, lang: Lang) -> String {
    let Question { id, ask, because, kind } = question;
    let words = &words(lang).quiz;
    let name = format!("quiz-{quiz}-{id}");
    let (kind_name, hint, fields, right, wrong) = match kind {
        Kind::One(choices) => {
            ("one", None, fields(&name, "radio", choices, lang), rights(choices, lang), whys(choices, lang))
        }
        Kind::Several(choices) => {
            let hint = Some(words.several);
            (
                "several",
                hint,
                fields(&name, "checkbox", choices, lang),
                rights(choices, lang),
                whys(choices, lang),
            )
        }
        Kind::Order(steps) => {
            let seed = format!("{quiz}/{id}");
            ("order", None, moves(&name, steps, &seed, lang), in_order(steps, lang), String::new())
        }
        Kind::Text { accept, slips } => {
            ("text", None, field(&name, lang), accepted(accept), explained(slips, lang))
        }
    };
    let hint = hint.map(|hint| format!(" <span class=\"quiz-hint\">{hint}</span>")).unwrap_or_default();
    let (ask, because) = (inline(ask.get(lang)), inline(because.get(lang)));
    let (check, answer) = (words.check, words.answer);
    // A button that is disabled keeps Enter from sending the form before the script is there to take it.
    format!(
        r#"<form class="quiz-question" id="{name}" data-question="{id}" data-kind="{kind_name}">
<fieldset>
<legend id="{name}-ask">{ask}{hint}</legend>
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
fn moves(name: &str, steps: &[Localized], seed: &str, lang: Lang) -> String {
    let words = &words(lang).quiz;
    let steps = shuffled(steps.len(), seed).into_iter().map(|number| {
        let text = inline(steps[number].get(lang));
        let step = format!("{name}-step-{number}");
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
        "<p class=\"quiz-field\"><input type=\"text\" aria-labelledby=\"{name}-ask\" placeholder=\"{placeholder}\" maxlength=\"{LONGEST_ANSWER}\" autocomplete=\"off\" autocapitalize=\"none\" spellcheck=\"false\"></p>\n"
    )
}

/// The choices that are right.
fn rights(choices: &[Choice], lang: Lang) -> String {
    let right = choices.iter().enumerate().filter(|(_, choice)| choice.why.is_none());
    let items = right.map(|(number, choice)| {
        format!("<li data-choice=\"{number}\">{}</li>\n", inline(choice.text.get(lang)))
    });
    list("ul", "quiz-right", items)
}

/// The choices that are wrong, and why.
fn whys(choices: &[Choice], lang: Lang) -> String {
    let wrong = choices.iter().enumerate().filter_map(|(number, choice)| {
        let (text, why) = (inline(choice.text.get(lang)), inline(choice.why.as_ref()?.get(lang)));
        Some(format!("<li data-choice=\"{number}\">{text}<p class=\"quiz-why\">{why}</p></li>\n"))
    });
    list("ul", "quiz-wrong", wrong)
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
    let items = slips
        .iter()
        .map(|slip| typed(&slip.text, &format!("<p class=\"quiz-why\">{}</p>", inline(slip.why.get(lang)))));
    list("ul", "quiz-wrong", items)
}

/// An answer to compare with what is typed.
fn typed(text: &str, after: &str) -> String {
    format!("<li data-answer=\"{}\"><code>{}</code>{after}</li>\n", escape(&plain(text)), escape(text.trim()))
}

/// A list, or nothing where it would be empty.
fn list(tag: &str, class: &str, items: impl Iterator<Item = String>) -> String {
    let list: String = items.collect();
    if list.is_empty() { list } else { format!("<{tag} class=\"{class}\">\n{list}</{tag}>\n") }
}
