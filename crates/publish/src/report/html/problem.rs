//! Problems as a list of cards: what is wrong and where, what should stand there, what to do, and below it what follows from it.
//! Which problems there are was decided in `told.rs`.

use super::drawn;
use super::summary::item;
use super::vouchers::Vouchers;
use crate::markup::Markup;
use crate::report::told::Problem;
use crate::report::words::Lang;

/// More related places than these are folded.
const UNFOLDED: usize = 4;

/// Writes problems; without any there is no list.
pub(super) fn list(problems: &[Problem], vouchers: Option<&Vouchers>, lang: Lang, out: &mut Markup) {
    if problems.is_empty() {
        return;
    }
    out.element("ol", &[("class", "problems")], |list| {
        for problem in problems {
            let severity = problem.severity.key();
            let class = format!("problem {}", if problem.waived.is_some() { "waived" } else { severity });
            let family = problem.code.get(..1).unwrap_or_default();
            let attributes = [("class", class.as_str()), ("data-severity", severity), ("data-family", family)];
            list.element("li", &attributes, |card| self::card(problem, vouchers, lang, card));
        }
    });
}

fn card(problem: &Problem, vouchers: Option<&Vouchers>, lang: Lang, out: &mut Markup) {
    out.element("h3", &[], |h3| {
        h3.text_element(
            "span",
            &[("class", &format!("badge {}", problem.severity.key()))],
            lang.severity(problem.severity),
        );
        h3.text(" ");
        h3.text(&problem.title);
        h3.text(" ");
        h3.text_element("span", &[("class", "code")], problem.code);
    });
    out.element("p", &[("class", "place")], |place| {
        place.text(&problem.whole_place());
        place.text(" · ");
        place.text(problem.family);
    });
    out.element("div", &[("class", "sides")], |sides| {
        sides.element("div", &[], |told| self::told(problem, lang, told));
        if !problem.exhibits.is_empty() {
            sides.element("div", &[("class", "exhibits")], |exhibits| {
                for exhibit in &problem.exhibits {
                    drawn::write(exhibit, vouchers, lang, exhibits);
                }
            });
        }
    });
}

fn told(problem: &Problem, lang: Lang, out: &mut Markup) {
    out.text_element("p", &[("class", "message")], &problem.message);
    out.element("dl", &[], |list| {
        for (label, value) in &problem.values {
            item(label, list, |dd| dd.text_element("span", &[("class", "value")], value));
        }
        let rest = [
            (lang.say("建议", "advice"), problem.advice.as_str()),
            (lang.say("依据", "basis"), problem.basis.as_str()),
            (lang.say("已豁免", "waived"), problem.waived.as_deref().unwrap_or_default()),
        ];
        for (label, text) in rest.into_iter().filter(|(_, text)| !text.is_empty()) {
            item(label, list, |dd| dd.text(text));
        }
    });
    related(problem, lang, out);
}

/// What follows from the problem, or bears witness to it.
fn related(problem: &Problem, lang: Lang, out: &mut Markup) {
    if problem.related.is_empty() {
        return;
    }
    let open: &[(&str, &str)] = if problem.related.len() <= UNFOLDED { &[("open", "")] } else { &[] };
    let attributes: Vec<_> = [("class", "related")].iter().chain(open).copied().collect();
    out.element("details", &attributes, |details| {
        let title = lang.say("由此引起或与此有关（{} 处）", "consequences and witnesses ({})");
        details.text_element("summary", &[], &title.replace("{}", &problem.related.len().to_string()));
        details.element("ul", &[], |list| {
            for (message, place) in &problem.related {
                list.element("li", &[], |li| {
                    li.text(message);
                    li.text(" ");
                    li.text_element("span", &[("class", "place")], place);
                });
            }
        });
    });
}
