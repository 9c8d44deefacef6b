/* The claim cards: what is claimed of each plan and chokepoint, with all that belongs to the claim. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const el = dom.element;

  function reports(card) {
    return card.evidence ? card.evidence.split(";") : [];
  }

  /** The card as plain text, for a memo: what holds for every card comes last. */
  function plain(told, card) {
    const lines = card.parts.map(([label, text]) => told.labels[label] + ": " + text);
    const sources = card.evidence ? ["Sources: " + reports(card).join(", ")] : [];
    const shared = told.shared.map(([label, text]) => label + ": " + text);
    return [card.title].concat(lines, sources, shared).join("\n") + "\n";
  }

  function sourceLink(data, id) {
    const report = data.evidence[id];
    return report ? dom.link(id + " (" + (report.publisher || report.title) + ")", report.url) : el("span", {}, [id]);
  }

  function described(pairs) {
    return pairs.flatMap(([label, content]) => [el("dt", {}, [label]), el("dd", {}, [].concat(content))]);
  }

  function cardNode(data, told, card, i) {
    const pairs = card.parts.map(([label, text]) => [told.labels[label], text]);
    if (card.evidence) pairs.push(["Sources", reports(card).flatMap((id, at) => [at ? ", " : "", sourceLink(data, id)])]);
    const list = el("dl", {}, described(pairs));
    const heard = el("span", { class: "quiet", role: "status" });
    const button = dom.button("copy card " + i, "Copy", () => root.routeriskKeeping.copy(list, heard, plain(told, card)), { "aria-label": "Copy the card: " + card.title });
    return el("details", { class: "card", "data-key": "card " + i }, [el("summary", {}, [card.title]), list, el("div", { class: "tools" }, [button, heard])]);
  }

  function group(data, told, title, isPlan) {
    const nodes = told.cards.map((card, i) => (card.plan === isPlan ? cardNode(data, told, card, i) : null)).filter((node) => node !== null);
    return nodes.length ? [el("h4", {}, [title + " (" + nodes.length + ")"])].concat(nodes) : [];
  }

  /** Show the cards once: they are of the report as built, whatever is changed in the page. */
  function show(data) {
    const told = data.certainty;
    if (!told) return;
    dom.byId("certainty-section").hidden = false;
    dom.replace("ask-first", [el("h3", {}, ["Ask about these first"]), el("ul", {}, told.askFirst.map((sentence) => el("li", {}, [sentence])))]);
    dom.replace("cards", group(data, told, "Plans", true).concat(group(data, told, "Chokepoints", false)));
    dom.byId("cards-shared").append(...described(told.shared));
    dom.replace("history", [el("h3", {}, ["What could have been told before"])].concat(told.history.map((sentence) => el("p", { class: "quiet" }, [sentence]))));
  }

  root.routeriskCards = { show: show, plain: plain };
})(typeof globalThis !== "undefined" ? globalThis : this);
