/* Drawing: how a leg looks in the present state, the same on the map and in the diagram. Pure. */
(function (root) {
  "use strict";

  /** With more chokepoints than this, marks on each would hide the map. */
  const MOST_MARKS = 8;
  const STEPS = [20, 40, 60, 80];
  const DASHES = { A: "", B: "", C: "9 5", D: "2 5", E: "2 5" };
  /** Signs on lines; the second form of the scissors keeps them from being drawn as a picture. */
  const MARKS = { scissors: "\u2702\ufe0e", out: "\u00d7", gain: "+" };
  const ARROWS = ["p0", "p1", "p2", "p3", "p4", "quiet", "cut", "route", "grade"];

  function pressureClass(pressure) {
    return "p" + STEPS.filter((step) => pressure >= step).length;
  }

  function width(amount, largest) {
    if (amount === null) return 6;
    return 1.2 + 4.8 * Math.sqrt(largest > 0 ? amount / largest : 0);
  }

  /** A leg that a change has taken out: a thin line of dots, with a cross where it was itself removed. */
  function outStyle(leg, why, state) {
    return { hidden: false, ink: "out", halo: state.leg === leg.id ? "chosen" : "", width: 1.4, dash: "1 5", mark: why === "removed" ? "out" : "" };
  }

  /**
   * @param {object} view the state, its answer and its open legs.
   * @param {string} why why a change has taken the leg out; "" where none has.
   * @returns {{hidden: boolean, ink: string, halo: string, width: number, dash: string, mark: string}}
   *   ink names the colour class, halo the glow behind ("every", "some", "chosen" or none), mark
   *   the sign on the line ("scissors", "out", "gain" or none).
   */
  function legStyle(leg, view, why, largest) {
    const state = view.state;
    const answer = view.answer;
    const entry = view.open.get(leg.id);
    if (!entry && why && view.base.has(leg.id)) return outStyle(leg, why, state);
    if (!entry) return { hidden: true, ink: "quiet", halo: "", width: 1, dash: "", mark: "" };
    const every = answer.every.legs.includes(leg.id);
    const some = answer.some.legs.includes(leg.id);
    const onRoute = answer.route !== null && answer.route.legs.includes(leg.id);
    const style = { hidden: false, ink: pressureClass(entry.pressure), halo: "", width: width(entry.passing, largest), dash: DASHES[leg.class] || "", mark: "" };
    const fade = function (kept) {
      if (kept) return;
      style.ink = "quiet";
      style.width = Math.max(1, style.width * 0.4);
    };
    if (state.colour === "chokepoints") {
      style.ink = "cut";
      fade(some);
      style.halo = every ? "every" : some ? "some" : "";
      style.mark = every && answer.every.legs.length <= MOST_MARKS ? "scissors" : "";
    } else if (state.colour === "route") {
      style.ink = "route";
      fade(onRoute);
      style.halo = onRoute ? "every" : "";
    } else if (state.colour === "evidence") {
      style.ink = "grade";
      style.width = { A: 6, B: 4.5, C: 3, D: 1.6, E: 1.6 }[leg.class] || 1.2;
    }
    if (gains(leg, view)) style.mark = "gain";
    if (state.leg === leg.id) style.halo = "chosen";
    return style;
  }

  /** Whether a leg carries more than before the changes, among so few that a sign on each helps. */
  function gains(leg, view) {
    const more = (shift) => shift !== undefined && shift.after > shift.before;
    return more(view.shifts.get(leg.id)) && [...view.shifts.values()].filter(more).length <= MOST_MARKS;
  }

  /** The largest passing capacity that is bounded and not a near-sink's, for the line widths. */
  function largestPassing(open) {
    const bounded = open.filter((entry) => entry.passing !== null && entry.leg.interdictable);
    return bounded.reduce((most, entry) => Math.max(most, entry.passing), 0);
  }

  const api = { ARROWS: ARROWS, MARKS: MARKS, legStyle: legStyle, pressureClass: pressureClass, largestPassing: largestPassing };
  root.routeriskDrawing = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
