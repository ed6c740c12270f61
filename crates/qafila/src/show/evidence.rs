//! Why a figure is what it is: the statements behind it, and what stands behind these.

use super::names::Namer;
use super::picture::cited;
use app::account::{Accounted, why_in};
use app::evidence::Evidence;
use model::{CheckResult, Reference};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use units::Digest;
use views::{LineRow, Rung, Scope, behind_lines};
use words::{Align, Arg, Table};

/// The statements behind each figure of a pledge line, by its name.
fn behind(accounted: &Accounted, scope: &Scope) -> Vec<(LineRow, BTreeMap<&'static str, Vec<Reference>>)> {
    let views = &accounted.views;
    let rungs = behind_lines(views, scope);
    let mut all = Vec::new();
    for row in &accounted.reconciliation.lines {
        let mut figures: BTreeMap<&'static str, Vec<Reference>> = BTreeMap::new();
        let promise = views.agreements.pledge(&row.pledge).map(|pledge| pledge.why(row.line)).unwrap_or_default();
        let climbed = rungs.get(&(row.pledge.clone(), row.item.clone()));
        for rung in Rung::ALL {
            let statements = climbed.and_then(|climbed| climbed.get(&rung)).cloned().unwrap_or_default();
            figures.insert(rung.code(), statements);
        }
        let of_line =
            |item: &units::ItemCode, pledge: Option<&units::PledgeId>| item == &row.item && pledge == Some(&row.pledge);
        let matters = accounted.reconciliation.variances.iter().filter(|variance| {
            variance.cause == views::Cause::Matter && of_line(&variance.item, variance.pledge.as_ref())
        });
        figures.insert("disputed", matters.flat_map(|matter| &matter.why).cloned().collect());
        let checks = accounted.reconciliation.checks.iter().filter(|piece| of_line(&piece.item, Some(&piece.pledge)));
        let seen = checks.filter_map(|piece| piece.last.as_ref()).filter(|look| look.result == CheckResult::Present);
        figures.insert("verified", seen.map(|look| look.by.clone()).collect());
        let owed = promise.iter().chain(&figures["accepted"]).cloned().collect();
        figures.insert("owed", owed);
        figures.insert("pledged", promise);
        // One statement may look at several pieces, or make up several lots of a matter.
        figures.values_mut().for_each(Vec::dedup);
        figures.retain(|_, statements| !statements.is_empty());
        all.push((row.clone(), figures));
    }
    all
}

/// Every statement that a figure in scope rests on.
pub(crate) fn statements(accounted: &Accounted, scope: &Scope) -> BTreeSet<Digest> {
    let figures = behind(accounted, scope).into_iter().flat_map(|(_, figures)| figures.into_values().flatten());
    let variances = accounted.reconciliation.variances.iter().flat_map(|variance| variance.why.clone());
    let postings = why_in(&accounted.views, scope).into_iter().map(|posting| posting.by);
    figures.chain(variances).chain(postings).map(|by| by.leaf).collect()
}

/// A table for each pledge line: its figures, and the statements behind each.
pub(crate) fn figures(namer: &Namer<'_>, accounted: &Accounted, scope: &Scope) -> Vec<Table> {
    let words = namer.words;
    let line = |(row, figures): (LineRow, BTreeMap<&'static str, Vec<Reference>>)| {
        let args =
            [("pledge", Arg::code(&row.pledge)), ("line", row.line.into()), ("item", Arg::text(namer.item(&row.item)))];
        let mut table = super::table(words, &[("col-figure", Align::Start), ("col-statement", Align::Start)])
            .title(words.cell("title-why-line", &args));
        for (figure, statements) in figures {
            let statements: Vec<String> = statements.iter().map(cited).collect();
            table.row([words.cell(&format!("col-{}", figure.replace('_', "-")), &[]), statements.join(" · ")]);
        }
        table
    };
    behind(accounted, scope).into_iter().map(line).collect()
}

/// The same for programs.
pub(crate) fn figures_json(accounted: &Accounted, scope: &Scope) -> Value {
    let line = |(row, figures): (LineRow, BTreeMap<&'static str, Vec<Reference>>)| json!({ "pledge": row.pledge, "line": row.line, "item": row.item, "figures": figures });
    behind(accounted, scope).into_iter().map(line).collect()
}

/// What stands behind each statement.
pub(crate) fn table(namer: &Namer<'_>, evidence: &[Evidence]) -> Table {
    let words = namer.words;
    let mut table = super::table(
        words,
        &[
            ("col-statement", Align::Start),
            ("col-kind", Align::Start),
            ("col-when", Align::Start),
            ("col-officer", Align::Start),
            ("col-rests-on", Align::Start),
            ("col-cosigned-by", Align::Start),
        ],
    )
    .title(words.cell("title-evidence", &[]));
    for known in evidence {
        let rests_on: Vec<String> = known.rests_on.iter().map(cited).collect();
        let cosigned: Vec<String> =
            known.cosigned.iter().map(|(party, at)| format!("{party} {}", words.date(*at))).collect();
        table.row([
            cited(&known.statement),
            words.code("kind", known.kind.code()),
            words.moment(known.occurred),
            known.officer.to_string(),
            rests_on.join(" · "),
            cosigned.join(" · "),
        ]);
    }
    table
}

/// The same for programs.
pub(crate) fn json(evidence: &[Evidence]) -> Value {
    let one = |known: &Evidence| {
        json!({
            "statement": known.statement, "kind": known.kind.code(), "party": known.party, "officer": known.officer,
            "occurred": known.occurred, "stated": known.stated, "known": known.known, "rests_on": known.rests_on,
            "cosigned": known.cosigned,
        })
    };
    evidence.iter().map(one).collect()
}
