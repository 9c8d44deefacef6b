/* The best plans: a budget is chosen, its plans are told, and each can be tried in the page. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const el = dom.element;
  /** The budget that is shown until a reader chooses one. */
  const AT_FIRST = 3;

  function amount(data, scaled) {
    return words.amount(scaled, data.study.scale);
  }

  function chosenAt(data, state) {
    const found = data.plans.rows.findIndex((row) => row.budget === state.budget);
    return found < 0 ? Math.min(AT_FIRST, data.plans.rows.length - 1) : found;
  }

  function idsOf(data, plan) {
    return plan.map((at) => data.legs[at].id).sort();
  }

  /** Whether a plan, and nothing else, is what is changed. */
  function isTried(data, state, plan) {
    return state.closed.length + state.measures.length === 0 && state.removed.join() === idsOf(data, plan).join();
  }

  function isHeadline(data, state) {
    const asked = data.baseline.question;
    return state.lens === data.plans.lens && ["date", "layer", "weakestClass"].every((key) => state[key] === asked[key]);
  }

  /** What the best plans leave at a budget, and whether that is proven. */
  function told(data, row) {
    const before = data.plans.rows[0].value;
    const budget = "With " + row.budget + " " + data.study.effortUnit + ", ";
    if (row.value === null) return budget + "no plan bounds the flow.";
    const less = before === null ? "" : ": " + amount(data, before - row.value) + " less than with nothing closed (" + words.percent(before - row.value, before) + ")";
    const proof = row.bound === undefined ? " Proven: no plan within this budget leaves less." : " The best found; proven is only that no plan leaves less than " + amount(data, row.bound) + ".";
    const apart = row.apart ? " No best plan for the budget before is part of it." : "";
    return budget + amount(data, row.value) + " " + data.study.capacityUnit + " still pass" + less + "." + proof + apart;
  }

  /** For which state the plans are, against the one that the page shows. */
  function standing(data, view, row) {
    const tried = row.plans.findIndex((plan) => plan.length && isTried(data, view.state, plan));
    const isHere = isHeadline(data, view.state);
    if (isHere && tried >= 0) return "Plan " + (tried + 1) + " is tried: picture, panel and tables show what it blocks and moves.";
    if (isHere && !view.isChanged) return "";
    const now = isHere ? "other changes" : "another month, lens, layer or class";
    return "The page now shows " + now + ". These plans are for the report as built, with nothing changed; they are not solved again.";
  }

  function tryButton(data, view, row, plan, i, act) {
    const name = row.plans.length > 1 ? "plan " + (i + 1) : "this plan";
    const isOn = isTried(data, view.state, plan);
    const press = isOn ? act.clear : () => act.replace(idsOf(data, plan));
    return dom.button("try " + i, (isOn ? "Take back " : "Try ") + name, press, { "aria-pressed": String(isOn) });
  }

  /** Whether every best plan holds a leg: told where not all plans are listed, else seen. */
  function isEssential(row, at) {
    return row.essential ? row.essential.includes(at) : row.plans.every((plan) => plan.includes(at));
  }

  function legRow(data, row, at, act) {
    const leg = data.legs[at];
    const holding = row.plans.map((plan, i) => (plan.includes(at) ? i + 1 : 0)).filter(Boolean);
    const name = dom.button("planned " + leg.id, words.legName(data, leg), () => act.choose(leg.id), { class: "pick" });
    const held = isEssential(row, at) ? "every" : holding.join(", ");
    return el("tr", {}, [el("th", { scope: "row" }, [name]), el("td", { class: "number" }, [amount(data, leg.cost)]), el("td", {}, [held])]);
  }

  function table(titles, rows) {
    const head = titles.map(([title, kind]) => el("th", { scope: "col", class: kind }, [title]));
    return el("div", { class: "scroll" }, [el("table", {}, [el("thead", {}, [el("tr", {}, head)]), el("tbody", {}, rows)])]);
  }

  /** The legs of the plans, those of every plan first; of the others only how many there are. */
  function legs(data, row, act) {
    const all = [...new Set(row.plans.flat())];
    const first = all.filter((at) => isEssential(row, at));
    const rest = data.plans.offered - all.length;
    const others = words.plural(rest, "other leg", "other legs") + " that could be closed.";
    return [
      all.length ? table([["Leg", ""], ["Effort", "number"], ["Plans", ""]], first.concat(all.filter((at) => !first.includes(at))).map((at) => legRow(data, row, at, act))) : null,
      el("p", { class: "quiet" }, [(row.essential ? "In none of those listed: " : "In none: ") + others]),
    ];
  }

  function plans(data, view, row, act) {
    const count = row.plans.length;
    const title = (row.essential ? "At least " : "") + words.plural(count, "best plan", "best plans");
    const tries = row.plans.filter((plan) => plan.length).map((plan, i) => tryButton(data, view, row, plan, i, act));
    return [
      el("h3", {}, [title]),
      ...(tries.length ? legs(data, row, act) : [el("p", { class: "quiet" }, ["Nothing is closed."])]),
      tries.length ? el("div", { class: "tools" }, tries.concat(el("span", { class: "quiet" }, ["A plan replaces what is changed; undo brings that back."]))) : null,
    ];
  }

  function rules(data, row) {
    const rows = data.plans.rules.map(function (name, k) {
      const left = row.rules[k];
      const more = left === null || row.value === null ? "\u2013" : words.difference(left - row.value, data.study.scale) || "no more";
      return el("tr", {}, [el("th", { scope: "row" }, [name]), el("td", { class: "number" }, [amount(data, left)]), el("td", { class: "number" }, [more])]);
    });
    return [el("h3", {}, ["By rules of thumb, for the same budget"]), table([["Chosen by", ""], ["Still passes", "number"], ["More than the best", "number"]], rows)];
  }

  /** What is said anew is read aloud, so what stays is left alone. */
  function say(id, said) {
    if (dom.byId(id).textContent !== said) dom.byId(id).textContent = said;
  }

  function fill(data, view, act) {
    const at = chosenAt(data, view.state);
    const row = data.plans.rows[at];
    const spelled = row.budget + " " + data.study.effortUnit;
    const slider = dom.byId("budget");
    slider.value = String(at);
    slider.setAttribute("aria-valuetext", spelled);
    dom.byId("budget-text").textContent = spelled;
    say("plans-told", told(data, row));
    say("plans-standing", standing(data, view, row));
    dom.replace("plans-chart", [root.routeriskFrontierChart.draw(data, at)]);
    dom.replace("plans", plans(data, view, row, act));
    dom.replace("plans-rules", rules(data, row));
  }

  /** Put what stays into the section; what is returned fills the rest at every render. */
  function start(data, act) {
    const rows = data.plans.rows;
    dom.byId("plans-lead").textContent = data.plans.sentences[0];
    dom.replace("plans-notes", data.plans.sentences.slice(1).map((sentence) => el("li", {}, [sentence])));
    dom.byId("plans-box").hidden = rows.length === 0;
    const slider = dom.byId("budget");
    slider.max = String(rows.length - 1);
    slider.addEventListener("input", () => act.spend(rows[Number(slider.value)].budget));
    return (view) => (rows.length ? fill(data, view, act) : undefined);
  }

  root.routeriskBestPlans = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
