//! From the keys of a page to those of a rulebook.

use std::collections::BTreeSet;

use super::tree::Tree;

/// The keys of a rule; all others are of its parts.
const OF_RULE: [&str; 8] = [
    "slug", "titolo", "fonti", "nota", "lettura", "generale", "lettore", "frasi",
];

/// The kinds of application: the page's own, or for a layer all that its rules name.
pub(super) fn kinds(book: &Tree, rules: &[Tree]) -> Vec<String> {
    let texts = |list: &Tree| -> Vec<String> {
        let texts = list.items().iter().filter_map(Tree::as_str);
        texts.map(str::to_string).collect()
    };
    if let Some(own) = book.get("tipi") {
        return texts(own);
    }
    let mut all: BTreeSet<String> = BTreeSet::from(["cig".to_string()]);
    for rule in rules {
        let parts = rule.get("parti").map_or(&[][..], Tree::items);
        for holder in parts.iter().chain([rule]) {
            all.extend(holder.get("tipi").iter().flat_map(|list| texts(list)));
        }
    }
    all.into_iter().collect()
}

/// Whether something is for a kind of application that there is.
pub(super) fn fits(item: &Tree, tipi: &[String]) -> bool {
    item.get("tipi").is_none_or(|own| {
        let own = own.items().iter().filter_map(Tree::as_str);
        own.into_iter()
            .any(|tipo| tipi.iter().any(|known| known == tipo))
    })
}

/// A rule as the rulebook holds it: keys of all parts apart, one part at least. `None`: it is for no kind that there is.
pub(super) fn shaped(rule: Tree, tipi: &[String]) -> Option<Tree> {
    let place = rule.place.clone();
    let (mut shaped, mut common) = (Tree::table(place.clone()), Tree::table(place.clone()));
    let mut parts = None;
    for (key, at, tree) in rule.into_keys() {
        match key.as_str() {
            "parti" => parts = Some(tree),
            key if OF_RULE.contains(&key) => shaped.set_at(key, at, tree),
            key => common.set_at(key, at, tree),
        }
    }
    if !fits(&common, tipi) {
        return None;
    }
    common.narrow(tipi);
    let is_reader = shaped.get("lettore").is_some();
    match parts {
        Some(parts) => {
            let kept = parts
                .into_items()
                .into_iter()
                .filter(|part| fits(part, tipi));
            let kept: Vec<Tree> = kept
                .map(|mut part| {
                    part.narrow(tipi);
                    part
                })
                .collect();
            if kept.is_empty() {
                return None;
            }
            shaped.set("comune", common);
            shaped.set("parti", Tree::list(kept, place));
        }
        None if is_reader => shaped.set("comune", common),
        None => shaped.set("parti", Tree::list(vec![common], place)),
    }
    Some(shaped)
}

impl Tree {
    /// Leaves of its kinds of application those that there are.
    fn narrow(&mut self, tipi: &[String]) {
        let Some(own) = self.take("tipi") else { return };
        let place = own.place.clone();
        let kept: Vec<Tree> = own
            .into_items()
            .into_iter()
            .filter(|tipo| {
                tipo.as_str()
                    .is_none_or(|tipo| tipi.iter().any(|known| known == tipo))
            })
            .collect();
        self.set("tipi", Tree::list(kept, place));
    }
}
