/* The command: the state of the page as a line for a terminal, and as a scenario for a study. Pure.
 *
 * Ids hold letters, digits and . > _ - alone, so that double quotes keep them whole in every common
 * shell. A folder's or a scenario's name is written only where it is as harmless.
 */
(function (root) {
  "use strict";

  const HARMLESS = /^[\p{L}\p{N}_.][\p{L}\p{N} _.>-]*$/u;

  function quoted(text) {
    return '"' + text + '"';
  }

  /** A name as one word of the line; in place of one that a shell could misread, a word to replace. */
  function word(name, stand) {
    return HARMLESS.test(name) ? quoted(name) : stand;
  }

  /**
   * The line that asks the same of the command line.
   * @param {object} data the page's data, whose `command` names the study and the scenario that
   *   the report supposes; "" for the packaged study and for none.
   * @param {object} state the page's state.
   */
  function command(data, state) {
    const given = data.command;
    const repeated = (option, ids) => ids.map((id) => option + " " + quoted(id));
    return ["routerisk whatif"]
      .concat(given.study === "" ? [] : word(given.study, "STUDY"))
      .concat(given.given === "" ? [] : "--given " + word(given.given, "SCENARIO"))
      .concat("--as-of " + data.dates[state.date].day, "--lens " + state.lens, "--layer " + state.layer)
      .concat(state.weakestClass === "" ? [] : "--weakest-class " + state.weakestClass)
      .concat(repeated("--remove", state.removed), repeated("--close", state.closed), repeated("--measure", state.measures))
      .join(" ");
  }

  /** A list of ids as TOML, one a line; nothing where there is none. */
  function list(key, ids) {
    return ids.length ? [key + " = ["].concat(ids.map((id) => "  " + quoted(id) + ","), "]") : [];
  }

  /** What a scenario cannot hold: lens, layer, class, and the scenario that is supposed already. */
  function note(data, state) {
    const grade = state.weakestClass ? ", evidence class " + state.weakestClass + " or better" : "";
    const given = HARMLESS.test(data.command.given) ? " It adds to the scenario " + data.command.given + "." : "";
    return "Chosen on the page of a report: lens " + state.lens + ", layer " + state.layer + grade + "." + given;
  }

  /** The state's change as a scenario file, in TOML. */
  function scenario(data, state) {
    const lines = ['title = "What if"', "note = " + quoted(note(data, state)), "as_of = " + quoted(data.dates[state.date].day)];
    return lines.concat(list("remove", state.removed), list("close", state.closed), list("measures", state.measures)).join("\n") + "\n";
  }

  const api = { command: command, scenario: scenario };
  root.routeriskCommand = api;
  if (typeof module !== "undefined" && module.exports) module.exports = api;
})(typeof globalThis !== "undefined" ? globalThis : this);
