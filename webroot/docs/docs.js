// The HTTP interface as a page, made of its description. Text is never read as HTML.

const description = await (await fetch("/api/v1/openapi.json")).json();
const schemas = description.components.schemas;

/** An element with attributes and children; what is no element becomes text. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...children.flat());
  return element;
}

const nameOf = (schema) => schema?.$ref?.split("/").pop();

/** A schema in a few words, with links to records. */
function words(schema) {
  if (!schema) {
    return ["nothing"];
  }
  const name = nameOf(schema);
  if (name) {
    return [make("a", { href: `#record-${name}` }, name)];
  }
  const several = schema.anyOf ?? schema.oneOf;
  if (several) {
    return several.flatMap((each, i) => (i ? [" or ", ...words(each)] : words(each)));
  }
  if (schema.enum) {
    return [schema.enum.join(" | ")];
  }
  if (schema.items) {
    return ["list of ", ...words(schema.items)];
  }
  const limits = [
    schema.minimum === undefined ? "" : `, at least ${schema.minimum}`,
    schema.maximum === undefined ? "" : `, at most ${schema.maximum}`,
    schema.maxLength === undefined ? "" : `, at most ${schema.maxLength} characters`,
  ];
  return [[schema.type].flat().join(" or ") + limits.join("")];
}

function table(caption, heads, rows) {
  return [
    make("h3", {}, caption),
    make(
      "table",
      {},
      make("thead", {}, make("tr", {}, heads.map((head) => make("th", { scope: "col" }, head)))),
      make("tbody", {}, rows.map((row) => make("tr", {}, row.map((cell) => make("td", {}, cell))))),
    ),
  ];
}

function parameters(operation) {
  if (!operation.parameters) {
    return [];
  }
  return table(
    "Parameters",
    ["name", "where", "value", "meaning"],
    operation.parameters.map((each) => [
      make("code", {}, each.name),
      each.in,
      words(each.schema),
      each.description ?? "",
    ]),
  );
}

function answers(operation) {
  const rows = Object.entries(operation.responses).map(([status, response]) => {
    const whole = response.$ref
      ? description.components.responses[nameOf(response)]
      : response;
    const [type, content] = Object.entries(whole.content ?? {})[0] ?? ["", {}];
    return [status, whole.description, make("code", {}, type), words(content.schema)];
  });
  return table("Answers", ["status", "when", "type", "content"], rows);
}

function place(path, method, operation) {
  const body = operation.requestBody?.content["application/json"]?.schema;
  const id = operation.operationId;
  return make(
    "details",
    { id },
    make(
      "summary",
      {},
      make("span", { class: `method ${method}` }, method.toUpperCase()),
      make("code", {}, path),
      make("span", { class: "soft" }, operation.summary),
    ),
    make(
      "div",
      {},
      make("p", {}, "Least role: ", make("strong", {}, operation["x-role"]), ". ",
        make("a", { href: `#${id}` }, "link")),
      parameters(operation),
      body ? [make("h3", {}, "Body"), make("p", {}, words(body))] : [],
      answers(operation),
    ),
  );
}

function record(name, schema) {
  const rows = Object.entries(schema.properties ?? {}).map(([field, inner]) => [
    make("code", {}, field),
    words(inner),
    schema.required?.includes(field) ? "required" : "",
    inner.description ?? "",
  ]);
  return make(
    "details",
    { id: `record-${name}` },
    make("summary", {}, make("code", {}, name), make("span", { class: "soft" }, schema.description ?? "")),
    make(
      "div",
      {},
      schema.enum
        ? make("p", {}, schema.enum.join(" | "))
        : table("Fields", ["name", "value", "", "meaning"], rows),
    ),
  );
}

function section(tag, children) {
  return make("section", { id: `subject-${tag}` }, make("h2", {}, tag), children);
}

function draw() {
  const subjects = new Map();
  for (const [path, methods] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const tag = operation.tags[0];
      subjects.set(tag, [...(subjects.get(tag) ?? []), place(path, method, operation)]);
    }
  }
  subjects.set("records", Object.entries(schemas).map(([name, schema]) => record(name, schema)));
  document.getElementById("about").textContent = description.info.description;
  document.getElementById("tags").replaceChildren(
    ...[...subjects.keys()].map((tag) =>
      make("li", {}, make("a", { href: `#subject-${tag}` }, tag))),
  );
  document.getElementById("places").replaceChildren(
    ...[...subjects].map(([tag, children]) => section(tag, children)),
  );
}

/** Hides what has not all the words. */
function find(text) {
  const wanted = text.toLowerCase().split(/\s+/).filter(Boolean);
  for (const each of document.querySelectorAll("details")) {
    const content = each.textContent.toLowerCase();
    each.hidden = !wanted.every((word) => content.includes(word));
  }
  for (const each of document.querySelectorAll("section")) {
    each.hidden = !each.querySelector("details:not([hidden])");
  }
}

/** Opens what the address names. */
function follow() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) {
    target.open = true;
    target.scrollIntoView();
  }
}

draw();
follow();
addEventListener("hashchange", follow);
const search = document.getElementById("search");
search.addEventListener("input", () => find(search.value));
