import { EXAMPLE_VALUES } from "./example-values.ts";

type Json = Readonly<Record<string, unknown>>;

/** The place of a value: its component, the member around it, and its own name. */
type Place = { component: string; around: string; name: string };

/** Makes examples from schemas, which the description holds by name. */
export class ExampleMaker {
  readonly #schemas: Json;
  readonly #origin: string;

  constructor(schemas: object, origin: string) {
    this.#schemas = { ...schemas };
    this.#origin = origin;
  }

  /**
   * Returns an example for a schema. `name` is that of the parameter, or of the operation whose body it is; `around` is the
   * path segment before a parameter.
   */
  make(schema: unknown, name: string, around = ""): unknown {
    return this.#make(schema, { component: "", around, name });
  }

  #make(schema: unknown, place: Place): unknown {
    if (!isJson(schema)) return null;
    const known = this.#known(place, schema);
    if (known !== undefined) return known;
    const named = componentIn(schema);
    if (named !== undefined) return this.#component(named, place);
    if ("const" in schema) return schema.const;
    if (Array.isArray(schema.enum)) return schema.enum[0];
    if (schema.default !== undefined) return schema.default;
    const forms = formsOf(schema);
    return forms === undefined ? this.#byType(schema, place) : this.#make(forms[0], place);
  }

  #component(name: string, { name: around }: Place): unknown {
    const known = this.#fill(EXAMPLE_VALUES[name]);
    return known ?? this.#make(this.#schemas[name], { component: name, around, name: "" });
  }

  #byType(schema: Json, place: Place): unknown {
    const [type] = [schema.type].flat();
    if (type === "object") return this.#object(schema, place);
    if (type === "array") return this.#kindsOf(schema.items).map((each) => this.#make(each, place));
    if (type === "integer" || type === "number") return Math.max(1, Number(schema.minimum ?? 1));
    if (type === "boolean") return false;
    return schema.format === "uri" ? `${this.#origin}/` : place.name;
  }

  /** Returns list items: one of each kind. */
  #kindsOf(items: unknown): readonly unknown[] {
    const named = isJson(items) ? componentIn(items) : undefined;
    const schema = named === undefined ? undefined : this.#schemas[named];
    return isJson(schema) && Array.isArray(schema.oneOf) ? schema.oneOf : [items];
  }

  /** Returns the required members, and the optional ones that have an example value. */
  #object(schema: Json, { component, around, name }: Place): Json {
    const properties = isJson(schema.properties) ? schema.properties : {};
    const required = Array.isArray(schema.required) ? schema.required : [];
    const inside = { component, around: name || around || component };
    const members = Object.entries(properties).map(([member, each]) => {
      const optional = this.#known({ ...inside, name: `${member}?` }, each);
      return [member, required.includes(member) ? this.#make(each, { ...inside, name: member }) : optional];
    });
    return Object.fromEntries(members.filter(([, value]) => value !== undefined));
  }

  /** Returns the example value for a place, by its parent or by its own name, if its schema accepts it. */
  #known({ component, around, name }: Place, schema: unknown): unknown {
    const keys = [`${around}.${name}`, `${component}.${name}`, name];
    const found = keys.find((key) => Object.hasOwn(EXAMPLE_VALUES, key) && this.#takes(schema, EXAMPLE_VALUES[key]));
    return found === undefined ? undefined : this.#fill(EXAMPLE_VALUES[found]);
  }

  /** Whether a value has a schema's type. Tests check everything else. */
  #takes(schema: unknown, value: unknown): boolean {
    if (!isJson(schema)) return false;
    const named = componentIn(schema);
    if (named !== undefined) return this.#takes(this.#schemas[named], value);
    const forms = formsOf(schema);
    if (forms !== undefined) return forms.some((form) => this.#takes(form, value));
    if (Array.isArray(schema.enum)) return schema.enum.includes(value);
    if (Array.isArray(value) && value.length > 0 && !this.#takes(schema.items, value[0])) return false;
    return schema.type === undefined || [schema.type].flat().includes(typeOf(value));
  }

  /** Replaces `{origin}` with the wire's own origin. */
  #fill(value: unknown): unknown {
    if (typeof value === "string") return value.replace("{origin}", this.#origin);
    if (Array.isArray(value)) return value.map((each: unknown) => this.#fill(each));
    if (!isJson(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#fill(each)]));
  }
}

/** Whether a value is a JSON object. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const componentIn = (schema: Json): string | undefined =>
  typeof schema.$ref === "string" ? schema.$ref.replace("#/components/schemas/", "") : undefined;

/** Returns a schema's alternatives, if it has several. */
const formsOf = (schema: Json): readonly unknown[] | undefined =>
  [schema.allOf, schema.anyOf, schema.oneOf].find((each) => Array.isArray(each));

/** Returns JSON Schema's name for a value's type. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
