/* The controls: month, lens, colour, view, layer and class, each asking what it says. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const words = root.routeriskWords;
  const spelling = root.routeriskState;
  const el = dom.element;
  const STEP_MS = 500;
  const NARROW = "(max-width: 900px)";

  const LABELS = {
    lens: [["passing", "passing"], ["volume", "volume"], ["effort", "effort"]],
    colour: [["chokepoints", "chokepoints"], ["pressure", "pressure"], ["route", "route"], ["evidence", "evidence"]],
    view: [["map", "map"], ["diagram", "diagram"]],
  };

  function radios(data, name, change) {
    const offered = spelling.choices(data)[name];
    dom.replace(name, LABELS[name].filter(([value]) => offered.includes(value)).map(function ([value, text]) {
      const input = el("input", { type: "radio", name: name, value: value });
      input.addEventListener("change", () => change({ [name]: value }));
      return el("label", {}, [input, text]);
    }));
  }

  function options(id, entries, apply) {
    const select = dom.byId(id);
    select.replaceChildren(...entries.map(([value, text]) => el("option", { value: value }, [text])));
    select.addEventListener("change", () => apply(select.value));
  }

  /** The address holds the state, so the skip link moves the focus and leaves the address alone. */
  function skipToLegs(event) {
    event.preventDefault();
    dom.byId("legs-section").focus();
  }

  /** Play the months; `state` gives the present state, and the reader may change it meanwhile. */
  function player(data, state, change) {
    const last = data.dates.length - 1;
    let timer = 0;
    const stop = function () {
      root.clearInterval(timer);
      timer = 0;
      dom.byId("play").textContent = "Play";
    };
    const step = function () {
      change({ date: Math.min(state().date + 1, last) });
      if (state().date === last) stop();
    };
    const toggle = function () {
      if (timer) return stop();
      if (state().date === last) change({ date: 0 });
      dom.byId("play").textContent = "Pause";
      timer = root.setInterval(step, STEP_MS);
      return undefined;
    };
    return { stop: stop, toggle: toggle };
  }

  /**
   * Start the controls.
   * @param {function(): object} state gives the present state.
   * @param {function(object)} change takes the part of the state that a control sets.
   */
  function start(data, state, change) {
    const play = player(data, state, change);
    Object.keys(LABELS).forEach((name) => radios(data, name, change));
    options("layer", data.layers.map((layer) => [layer, words.LAYER[layer]]), (value) => change({ layer: value, leg: "" }));
    options("class", [["", "any class"]].concat(data.classes.map((grade) => [grade, grade + ", " + words.CLASS[grade]])), (value) => change({ weakestClass: value }));
    const slider = dom.byId("date");
    slider.max = String(data.dates.length - 1);
    slider.addEventListener("input", () => change({ date: Number(slider.value) }));
    dom.byId("play").addEventListener("click", play.toggle);
    dom.byId("reset").addEventListener("click", function () {
      play.stop();
      change(spelling.initial(data));
    });
    dom.byId("controls").addEventListener("submit", (event) => event.preventDefault());
    document.querySelector(".skip").addEventListener("click", skipToLegs);
    if (root.matchMedia("(prefers-reduced-motion: reduce)").matches || data.dates.length < 2) dom.byId("play").hidden = true;
    slider.closest(".control").hidden = data.dates.length < 2;
    foldWhereNarrow();
  }

  /** On a wide screen nothing shows that what is asked is folded, so it is unfolded when one becomes wide. */
  function foldWhereNarrow() {
    const narrow = root.matchMedia(NARROW);
    const fold = () => (dom.byId("asked").open = !narrow.matches);
    narrow.addEventListener("change", fold);
    if (narrow.matches) fold();
  }

  function show(data, state) {
    const date = data.dates[state.date];
    document.querySelectorAll("#controls input[type=radio]").forEach(function (input) {
      input.checked = state[input.name] === input.value;
    });
    dom.byId("layer").value = state.layer;
    dom.byId("class").value = state.weakestClass;
    dom.byId("date").value = String(state.date);
    dom.byId("date").setAttribute("aria-valuetext", date.day);
    dom.byId("date-text").textContent = date.day;
    const grade = state.weakestClass ? ", class " + state.weakestClass + " or better" : "";
    const count = state.removed.length + state.closed.length + state.measures.length;
    const asked = date.day + ", " + words.LENS[state.lens].name + ", " + words.LAYER[state.layer].toLowerCase() + grade;
    dom.byId("asked-text").textContent = asked;
    showWhatIsAsked(data, state, asked + (count ? ", with " + words.plural(count, "change", "changes") : ""), count);
  }

  /** Once another question is asked, say that the sentences above are about the report as built. */
  function showWhatIsAsked(data, state, asked, count) {
    const question = data.baseline.question;
    const same = count === 0 && ["date", "lens", "layer", "weakestClass"].every((key) => question[key] === state[key]);
    const shown = dom.byId("shown");
    shown.textContent = "Shown below: " + asked + "." + (same ? "" : " The sentences above are about the report as built.");
    shown.className = same ? "same" : "";
  }

  root.routeriskControls = { start: start, show: show };
})(typeof globalThis !== "undefined" ? globalThis : this);
