/* Keeping: the state as a command for a terminal and as a scenario file, to copy or to save. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const command = root.routeriskCommand;
  const el = dom.element;
  const SAVED_AS = "what-if.toml";

  /** Select the text, so that the reader's own keys can copy it. */
  function select(node) {
    const range = document.createRange();
    range.selectNodeContents(node);
    const selection = root.getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  /** Copy what a place shows, or a text for it; where the browser does not let a page do that, select it and say so. */
  function copy(text, told, written) {
    const give = function () {
      select(text);
      told.textContent = "Selected: copy it with Ctrl+C";
    };
    if (!root.navigator.clipboard) return give();
    return root.navigator.clipboard.writeText(written || text.textContent).then(() => (told.textContent = "Copied"), give);
  }

  function part(name, title, extra) {
    const text = el("pre", { tabindex: "0", "aria-label": title });
    const told = el("span", { class: "quiet", role: "status" });
    const button = dom.button("copy " + name, "Copy", () => copy(text, told), { "aria-label": "Copy: " + title });
    return { text: text, told: told, node: el("div", { class: "kept" }, [el("h3", {}, [title]), text, el("div", { class: "tools" }, [button, extra, told])]) };
  }

  /** Put the section there once; what is returned fills it at every render. */
  function start(data) {
    const save = el("a", { download: SAVED_AS, class: "save" }, ["Save"]);
    const line = part("command", "Copy as command", null);
    const file = part("scenario", "Scenario to save", save);
    const hint = el("p", { class: "quiet" }, ["The first answers the same question on a command line; the second is a scenario file for the study's folder."]);
    dom.replace("keep", [el("h2", {}, ["Keep this state"]), el("details", { "data-key": "keep" }, [el("summary", {}, ["As a command or a scenario"]), hint, line.node, file.node])]);
    return function (state) {
      line.text.textContent = command.command(data, state);
      file.text.textContent = command.scenario(data, state);
      save.setAttribute("href", "data:application/toml;charset=utf-8," + encodeURIComponent(file.text.textContent));
      [line, file].forEach((entry) => (entry.told.textContent = ""));
    };
  }

  root.routeriskKeeping = { start: start, copy: copy };
})(typeof globalThis !== "undefined" ? globalThis : this);
