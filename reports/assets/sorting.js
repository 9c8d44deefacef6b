/* Sorting: a table whose headings order its rows, the same for every table of the page. */
(function (root) {
  "use strict";

  const dom = root.routeriskDom;
  const el = dom.element;

  function ranks(left, right) {
    if (left === right) return 0;
    return left < right ? -1 : 1;
  }

  function heading(column, press) {
    if (column.key === undefined) return el("th", { scope: "col", class: column.class }, [column.title]);
    column.button = dom.button("sort " + column.key, column.title, press, { class: "sort", title: column.hint });
    return el("th", { scope: "col", class: column.class }, [column.button]);
  }

  /**
   * Give a table its headings and return a function that puts rows into it in the chosen order.
   * @param {HTMLTableElement} table
   * @param {object[]} columns title, class, and where it sorts the key and whether the first press sorts down.
   * @param {{column: string, down: boolean}} order by which column it begins.
   * @returns {function(object[])} takes rows with node, keys and id; ties are sorted by id.
   */
  function start(table, columns, order) {
    const body = el("tbody", {});
    let shown = [];
    const sort = function () {
      const sign = order.down ? -1 : 1;
      const rows = shown.slice().sort((a, b) => sign * ranks(a.keys[order.column], b.keys[order.column]) || ranks(a.id, b.id));
      const stays = body.children.length === rows.length && rows.every((row, i) => body.children[i] === row.node);
      if (!stays) dom.refill(body, rows.map((row) => row.node));
      columns.filter((column) => column.button).forEach(function (column) {
        column.button.parentNode.setAttribute("aria-sort", column.key !== order.column ? "none" : order.down ? "descending" : "ascending");
      });
    };
    const press = function (column) {
      order.down = order.column === column.key ? !order.down : Boolean(column.down);
      order.column = column.key;
      sort();
    };
    const head = el("tr", {}, columns.map((column) => heading(column, () => press(column))));
    table.replaceChildren(el("thead", {}, [head]), body);
    return function (rows) {
      shown = rows;
      sort();
    };
  }

  root.routeriskSorting = { start: start };
})(typeof globalThis !== "undefined" ? globalThis : this);
