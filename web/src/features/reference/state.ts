/** The parts of OpenAPI 3.1 that our own document uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  items?: Schema;
}
type Content = Record<string, { schema?: Schema }>;
interface DocumentedOperation {
  tags?: string[];
  summary?: string;
  description?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: Schema }[];
  requestBody?: { content: Content };
  responses: Record<string, { description?: string; content?: Content }>;
}
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, DocumentedOperation>>;
  components?: { schemas?: Record<string, Schema> };
}

export interface Parameter {
  name: string;
  place: string;
  type: string;
  required: boolean;
  description: string;
}
export interface Answer {
  status: string;
  description: string;
  /** media type and shape; null: no body */
  body: Body | null;
}
export interface Body {
  media: string;
  shape: string;
}
export interface Operation {
  method: string;
  path: string;
  description: string;
  parameters: Parameter[];
  body: Body | null;
  answers: Answer[];
}
export interface Section {
  name: string;
  operations: Operation[];
}

const methods = ["get", "post", "put", "patch", "delete"];

/** What the document describes, by area; addresses in order of the alphabet. */
export function sectionsOf(document: ApiDocument): Section[] {
  const sections = new Map<string, Operation[]>();
  for (const path of Object.keys(document.paths).sort()) {
    for (const method of methods) {
      const documented = document.paths[path]?.[method];
      if (documented === undefined) continue;
      const name = documented.tags?.[0] ?? document.info.title;
      sections.set(name, [...(sections.get(name) ?? []), operationOf(document, method, path, documented)]);
    }
  }
  return [...sections].map(([name, operations]) => ({ name, operations })).sort((a, b) => a.name.localeCompare(b.name));
}

function operationOf(document: ApiDocument, method: string, path: string, documented: DocumentedOperation): Operation {
  return {
    method: method.toUpperCase(),
    path: path.replace(/(.)\/$/, "$1"),
    description: documented.description ?? documented.summary ?? "",
    parameters: (documented.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      place: parameter.in,
      type: typeText(document, parameter.schema ?? {}, 0),
      required: parameter.required ?? false,
      description: parameter.description ?? "",
    })),
    body: bodyOf(document, documented.requestBody?.content),
    answers: Object.entries(documented.responses)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([status, answer]) => ({ status, description: answer.description ?? "", body: bodyOf(document, answer.content) })),
  };
}

function bodyOf(document: ApiDocument, content: Content | undefined): Body | null {
  const media = Object.keys(content ?? {});
  const schema = content?.[media[0] ?? ""]?.schema;
  if (media.length === 0) return null;
  return { media: media.join(", "), shape: schema === undefined ? "" : shapeOf(document, schema) };
}

/** A schema as it would be declared in TypeScript; the fields of what it refers to are spelled out one level deep. */
export function shapeOf(document: ApiDocument, schema: Schema): string {
  return typeText(document, resolve(document, schema), 1);
}

function typeText(document: ApiDocument, schema: Schema, depth: number): string {
  if (schema.$ref !== undefined) {
    const target = resolve(document, schema);
    const isShort = target.properties === undefined;
    return isShort || depth === 2 ? typeText(document, target, depth) : nameOf(schema.$ref);
  }
  if (schema.enum !== undefined) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const options = schema.oneOf ?? schema.anyOf;
  if (options !== undefined) return options.map((option) => typeText(document, option, depth)).join(" | ");
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  if (types.length === 0 && schema.properties !== undefined) return fields(document, schema, depth);
  const named = types.filter((type) => type !== "null").map((type) => namedType(document, type, schema, depth));
  return [...named, ...(types.includes("null") ? ["null"] : [])].join(" | ") || "unknown";
}

function namedType(document: ApiDocument, type: string, schema: Schema, depth: number): string {
  if (type === "array") {
    const item = typeText(document, schema.items ?? {}, depth + 1);
    return item.includes(" | ") ? `(${item})[]` : `${item}[]`;
  }
  if (type === "object") return fields(document, schema, depth);
  return schema.format === undefined || /^int/.test(schema.format) ? type : schema.format;
}

function fields(document: ApiDocument, schema: Schema, depth: number): string {
  if (schema.properties === undefined) {
    const values = schema.additionalProperties;
    return typeof values === "object" ? `Record<string, ${typeText(document, values, depth + 1)}>` : "object";
  }
  const indent = "  ".repeat(depth);
  const lines = Object.entries(schema.properties).map(([name, field]) => {
    const mark = schema.required?.includes(name) ? "" : "?";
    return `${indent}${name}${mark}: ${typeText(document, field, depth + 1)};\n`;
  });
  return `{\n${lines.join("")}${"  ".repeat(depth - 1)}}`;
}

function resolve(document: ApiDocument, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema;
  const target = document.components?.schemas?.[nameOf(schema.$ref)];
  return target === undefined ? {} : resolve(document, target);
}

const nameOf = (reference: string) => reference.split("/").at(-1) ?? reference;
