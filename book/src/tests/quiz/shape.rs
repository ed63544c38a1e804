//! The HTML that page, style sheet and script agree on.

use exercises::Lang;

use super::QUIZ;
use crate::quiz::{html, read};

/// The form of one question, and what stands before the first one.
fn shown(question: &str) -> String {
    let quiz = read(QUIZ).unwrap();
    let html = html("it", &quiz, Lang::Fr).replace('\u{a0}', " ");
    assert!(!html.contains("\n\n"), "an empty line ends an HTML block of Markdown: {html}");
    if question.is_empty() {
        return html.split_once("<form").unwrap().0.to_owned();
    }
    let mut forms =
        html.split_inclusive("</form>").map(|form| &form[form.find("<form").unwrap_or_default()..]);
    forms.find(|form| form.contains(&format!("data-question=\"{question}\""))).unwrap().to_owned()
}

#[test]
fn a_quiz_has_a_heading_and_the_words_of_the_script() {
    assert_eq!(
        shown(""),
        r#"<section class="quiz" id="quiz-it" data-quiz="it" aria-labelledby="quiz-it__title" data-right="C’est juste." data-wrong="Pas encore." data-missing="Il manque au moins une bonne réponse." data-placed="À leur place : {right} sur {all}." data-moved="Place {place} sur {all}." data-first="C’est déjà la première étape." data-last="C’est déjà la dernière étape." data-nothing="Donnez d’abord une réponse." data-good="juste" data-bad="faux" data-score="Bonnes réponses : {right} sur {all}">
<header class="quiz-header"><h3 id="quiz-it__title">Faites le point</h3><p class="quiz-score" hidden></p></header>
"#
    );
}

#[test]
fn one_choice_has_the_agreed_shape() {
    assert_eq!(
        shown("second-run"),
        r#"<form class="quiz-question" id="quiz-it_second-run" data-question="second-run" data-kind="one">
<fieldset>
<legend id="quiz-it_second-run_ask">Et <code>docker run</code> &lt;ensuite&gt; ?</legend>
<ul class="quiz-choices">
<li class="quiz-choice"><label><input type="radio" name="quiz-it_second-run" value="0"> <span>Un autre</span></label></li>
<li class="quiz-choice"><label><input type="radio" name="quiz-it_second-run" value="1"> <span>Le même</span></label></li>
</ul>
<button class="quiz-check" type="submit" hidden disabled>Vérifier</button>
<div class="quiz-verdict"></div>
</fieldset>
<details class="quiz-answer">
<summary>La réponse</summary>
<ul class="quiz-right">
<li data-choice="0">Un autre</li>
</ul>
<p class="quiz-because">Un conteneur <em>neuf</em>.</p>
<ul class="quiz-wrong">
<li data-choice="1">Le même<p class="quiz-why">Ça, c’est <code>start</code>.</p></li>
</ul>
</details>
</form>"#
    );
}

#[test]
fn several_choices_has_the_agreed_shape() {
    assert_eq!(
        shown("what-stays"),
        r#"<form class="quiz-question" id="quiz-it_what-stays" data-question="what-stays" data-kind="several">
<fieldset>
<legend id="quiz-it_what-stays_ask">Que reste-t-il ? <span class="quiz-hint">Une réponse ou plusieurs.</span></legend>
<ul class="quiz-choices">
<li class="quiz-choice"><label><input type="checkbox" name="quiz-it_what-stays" value="0"> <span>L’image</span></label></li>
<li class="quiz-choice"><label><input type="checkbox" name="quiz-it_what-stays" value="1"> <span>Le volume</span></label></li>
<li class="quiz-choice"><label><input type="checkbox" name="quiz-it_what-stays" value="2"> <span>Le conteneur</span></label></li>
</ul>
<button class="quiz-check" type="submit" hidden disabled>Vérifier</button>
<div class="quiz-verdict"></div>
</fieldset>
<details class="quiz-answer">
<summary>La réponse</summary>
<ul class="quiz-right">
<li data-choice="0">L’image</li>
<li data-choice="1">Le volume</li>
</ul>
<p class="quiz-because">Rien d’autre.</p>
<ul class="quiz-wrong">
<li data-choice="2">Le conteneur<p class="quiz-why">Supprimé.</p></li>
</ul>
</details>
</form>"#
    );
}

#[test]
fn an_order_has_the_agreed_shape() {
    assert_eq!(
        shown("steps"),
        r#"<form class="quiz-question" id="quiz-it_steps" data-question="steps" data-kind="order">
<fieldset>
<legend id="quiz-it_steps_ask">Dans l’ordre ?</legend>
<ol class="quiz-steps">
<li class="quiz-step" data-step="0"><span id="quiz-it_steps_step-0">Un</span><button class="quiz-move" type="button" id="quiz-it_steps_step-0-up" data-move="up" aria-label="Monter :" aria-labelledby="quiz-it_steps_step-0-up quiz-it_steps_step-0" hidden>↑</button><button class="quiz-move" type="button" id="quiz-it_steps_step-0-down" data-move="down" aria-label="Descendre :" aria-labelledby="quiz-it_steps_step-0-down quiz-it_steps_step-0" hidden>↓</button></li>
<li class="quiz-step" data-step="2"><span id="quiz-it_steps_step-2">Trois</span><button class="quiz-move" type="button" id="quiz-it_steps_step-2-up" data-move="up" aria-label="Monter :" aria-labelledby="quiz-it_steps_step-2-up quiz-it_steps_step-2" hidden>↑</button><button class="quiz-move" type="button" id="quiz-it_steps_step-2-down" data-move="down" aria-label="Descendre :" aria-labelledby="quiz-it_steps_step-2-down quiz-it_steps_step-2" hidden>↓</button></li>
<li class="quiz-step" data-step="1"><span id="quiz-it_steps_step-1">Deux</span><button class="quiz-move" type="button" id="quiz-it_steps_step-1-up" data-move="up" aria-label="Monter :" aria-labelledby="quiz-it_steps_step-1-up quiz-it_steps_step-1" hidden>↑</button><button class="quiz-move" type="button" id="quiz-it_steps_step-1-down" data-move="down" aria-label="Descendre :" aria-labelledby="quiz-it_steps_step-1-down quiz-it_steps_step-1" hidden>↓</button></li>
</ol>
<button class="quiz-check" type="submit" hidden disabled>Vérifier</button>
<div class="quiz-verdict"></div>
</fieldset>
<details class="quiz-answer">
<summary>La réponse</summary>
<ol class="quiz-right">
<li>Un</li>
<li>Deux</li>
<li>Trois</li>
</ol>
<p class="quiz-because">Ainsi.</p>
</details>
</form>"#
    );
}

#[test]
fn a_text_has_the_agreed_shape() {
    assert_eq!(
        shown("which-command"),
        r#"<form class="quiz-question" id="quiz-it_which-command" data-question="which-command" data-kind="text">
<fieldset>
<legend id="quiz-it_which-command_ask">Laquelle ?</legend>
<p class="quiz-field"><input type="text" aria-labelledby="quiz-it_which-command_ask" placeholder="Votre réponse" maxlength="200" autocomplete="off" autocapitalize="none" spellcheck="false"></p>
<button class="quiz-check" type="submit" hidden disabled>Vérifier</button>
<div class="quiz-verdict"></div>
</fieldset>
<details class="quiz-answer">
<summary>La réponse</summary>
<ul class="quiz-right">
<li data-answer="docker ps -a"><code>docker ps -a</code></li>
<li data-answer="docker ps --all"><code>docker ps  --ALL</code></li>
</ul>
<p class="quiz-because"><code>-a</code> : tous.</p>
<ul class="quiz-wrong">
<li data-answer="docker ps"><code>docker ps</code><p class="quiz-why">Sans les arrêtés.</p></li>
</ul>
</details>
</form>"#
    );
}
