// Filter and sort of the report, on what the page already shows. No library, nothing is fetched.
(() => {
  const root = document.documentElement, by = (id) => document.getElementById(id);
  const groups = [...document.querySelectorAll(".group")], cards = [...document.querySelectorAll(".v")];
  const home = new Map(cards.map((card) => [card, card.closest(".group")]));
  const order = new Map(cards.map((card, place) => [card, place]));
  const list = by("list"), flat = by("flat");
  const fields = { decision: by("f-decision"), verdict: by("f-verdict"), defect: by("f-defect"), text: by("f-text") };

  const passes = (card) => {
    const d = card.dataset, text = fields.text.value.trim().toLowerCase();
    return (!fields.decision.value || d.decision === fields.decision.value)
      && (!fields.verdict.value || d.verdict === fields.verdict.value)
      && (!fields.defect.value || d.defects.split(" ").includes(fields.defect.value))
      && (!text || d.text.includes(text));
  };
  const filter = () => {
    let shown = 0;
    const filled = new Set();
    for (const card of cards) {
      card.hidden = !passes(card);
      if (!card.hidden) { shown += 1; filled.add(home.get(card)); }
    }
    for (const group of groups) group.hidden = !filled.has(group);
    by("count").value = by("count").dataset.words.replace("{0}", shown).replace("{1}", cards.length);
    by("empty").style.display = shown ? "none" : "block";
  };
  // Missing values last, whatever the direction.
  const value = (card, key) => (card.dataset[key] === "" ? null : Number(card.dataset[key]));
  const compare = (key) => (a, b) => {
    if (key === "list") return order.get(a) - order.get(b);
    if (key === "name") return a.dataset.text.localeCompare(b.dataset.text, undefined, { numeric: true }) || order.get(a) - order.get(b);
    const x = value(a, key), y = value(b, key);
    if (x === null || y === null) return (x === null) - (y === null) || order.get(a) - order.get(b);
    return y - x || order.get(a) - order.get(b);
  };
  const sort = () => {
    const sorted = [...cards].sort(compare(by("s-key").value)), grouped = by("s-group").checked;
    list.hidden = !grouped; flat.hidden = grouped;
    if (!grouped) return flat.append(...sorted);
    const seen = new Map();
    for (const card of sorted) {
      const group = home.get(card);
      if (!seen.has(group)) seen.set(group, []);
      seen.get(group).push(card);
    }
    for (const [group, own] of seen) { group.querySelector(".vs").append(...own); list.append(group); }
  };
  for (const field of Object.values(fields)) field.addEventListener("input", filter);
  for (const id of ["s-key", "s-group"]) by(id).addEventListener("input", sort);
  by("marks").addEventListener("input", (event) => root.classList.toggle("nomarks", !event.target.checked));
  root.classList.add("js");
  filter();
})();
