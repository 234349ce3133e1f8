// The table of events, read off the lists beside the stories. Nothing is fetched.
(() => {
  const STEP = 300;
  const compare = new Intl.Collator("en").compare;
  const KEYS = ["day", "type", "status", "source", "target", "place", "story"];
  const form = document.getElementById("filter");
  const table = document.getElementById("rows");
  const body = table.tBodies[0];
  const more = document.getElementById("more");
  const events = Array.from(document.querySelectorAll(".story"), (article) => {
    const story = article.querySelector("h2").textContent;
    return Array.from(article.querySelectorAll("li.event"), (item) => ({ ...item.dataset, id: item.id, story }));
  }).flat();
  if (events.length === 0) {
    document.getElementById("table").remove();
    return;
  }
  for (const event of events) {
    event.words = KEYS.map((key) => event[key]).join(" ").toLowerCase();
  }
  for (const key of ["type", "status"]) {
    for (const value of [...new Set(events.map((event) => event[key]))].sort()) {
      form.elements[key].add(new Option(value, value));
    }
  }
  let order = { key: "day", sign: 1 };
  let shown = [];

  const row = (event) => {
    const line = document.createElement("tr");
    for (const key of KEYS) {
      const cell = line.insertCell();
      if (key === "type" || key === "story") {
        const link = document.createElement("a");
        link.href = "#" + (key === "type" ? event.id : event.id.split("-")[0]);
        link.textContent = event[key];
        cell.append(link);
      } else {
        cell.textContent = event[key];
      }
    }
    return line;
  };
  const extend = () => {
    const from = body.rows.length;
    body.append(...shown.slice(from, from + STEP).map(row));
    more.hidden = body.rows.length >= shown.length;
  };
  const show = () => {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const type = form.elements.type.value;
    const status = form.elements.status.value;
    shown = events.filter((event) =>
      (!type || event.type === type) &&
      (!status || event.status === status) &&
      words.every((word) => event.words.includes(word)));
    // What has no day, place or party comes last either way.
    const { key, sign } = order;
    shown.sort((a, b) => (a[key] === "") - (b[key] === "") || sign * compare(a[key], b[key]));
    form.elements.count.value = shown.length + " of " + events.length + " events";
    body.replaceChildren();
    extend();
  };

  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  more.addEventListener("click", extend);
  for (const button of table.tHead.querySelectorAll("button")) {
    button.addEventListener("click", () => {
      const key = button.dataset.key;
      order = { key, sign: order.key === key ? -order.sign : 1 };
      for (const cell of table.tHead.rows[0].cells) cell.removeAttribute("aria-sort");
      button.parentElement.setAttribute("aria-sort", order.sign > 0 ? "ascending" : "descending");
      show();
    });
  }
  addEventListener("beforeprint", () => { while (!more.hidden) extend(); });
  form.hidden = table.hidden = false;
  show();
})();
