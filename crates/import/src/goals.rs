//! 整体绩效目标: the overall goal, the tasks with goal and indicators, and the safeguards, from the sections of the text.

use mingsuan_model::{OverallGoals, Placed, Section, Task};

/// Where in the chapter on overall performance a section stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Outside,
    Overall,
    Tasks,
    Safeguards,
}

/// Reads the chapter on the agency's overall performance goals.
pub(crate) fn read_goals(sections: &[Section]) -> OverallGoals {
    let mut goals = OverallGoals::default();
    let mut part = Part::Outside;
    let mut chapter = 0;
    let mut part_level = 0;
    for section in sections {
        let title = section.title.text.as_str();
        if title.contains("绩效") && (title.contains("整体") || title.contains("总体")) && part == Part::Outside {
            (part, chapter, part_level) = (Part::Overall, section.level, section.level);
        } else if part == Part::Outside {
            continue;
        } else if section.level <= chapter {
            part = Part::Outside;
            continue;
        } else if let Some(next) = part_of(title) {
            (part, part_level) = (next, section.level);
        } else if part == Part::Tasks && section.level > part_level {
            goals.tasks.push(Task { title: section.title.clone(), ..Task::default() });
        }
        for paragraph in &section.paragraphs {
            take(&mut goals, part, paragraph);
        }
    }
    goals
}

fn part_of(title: &str) -> Option<Part> {
    let has = |words: &[&str]| words.iter().any(|word| title.contains(word));
    if has(&["分项", "分解", "职责活动"]) && has(&["目标", "指标", "绩效"]) {
        Some(Part::Tasks)
    } else if has(&["总体"]) && has(&["目标"]) {
        Some(Part::Overall)
    } else if has(&["保障措施", "工作保障", "实现年度发展规划目标的保障"]) {
        Some(Part::Safeguards)
    } else {
        None
    }
}

fn take(goals: &mut OverallGoals, part: Part, paragraph: &Placed) {
    match part {
        Part::Overall => goals.overall.push(paragraph.clone()),
        Part::Safeguards => goals.safeguards.push(paragraph.clone()),
        Part::Tasks => {
            let Some(task) = goals.tasks.last_mut() else { return };
            if let Some(text) = behind(&paragraph.text, "绩效目标") {
                task.goal = Some(Placed { text: text.to_owned(), place: paragraph.place.clone() });
            } else if let Some(text) = behind(&paragraph.text, "绩效指标") {
                task.indicators.push(Placed { text: text.to_owned(), place: paragraph.place.clone() });
            } else if let Some(goal) = task.goal.as_mut() {
                goal.text.push('\n');
                goal.text.push_str(&paragraph.text);
            }
        }
        Part::Outside => {}
    }
}

fn behind<'t>(text: &'t str, label: &str) -> Option<&'t str> {
    text.strip_prefix(label)?.strip_prefix(['：', ':'])
}
