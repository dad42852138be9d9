import { EXAMPLE_VALUES } from "./example-values.ts";

type Json = Readonly<Record<string, unknown>>;

/** Where a value is: the component that has it, the member around it, and its own name. */
type Place = { component: string; around: string; name: string };

/** Makes examples from schemas, which the description has by their names. */
export class ExampleMaker {
  readonly #schemas: Json;
  readonly #origin: string;

  constructor(schemas: object, origin: string) {
    this.#schemas = { ...schemas };
    this.#origin = origin;
  }

  /**
   * An example of what a schema describes. `name` is that of a parameter, or of the operation whose body it is; `around` what
   * an address has in front of a parameter.
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

  /** What a list can have: each of several kinds once. */
  #kindsOf(items: unknown): readonly unknown[] {
    const named = isJson(items) ? componentIn(items) : undefined;
    const schema = named === undefined ? undefined : this.#schemas[named];
    return isJson(schema) && Array.isArray(schema.oneOf) ? schema.oneOf : [items];
  }

  /** What has to be there, and what may be left out where a value says it all the same. */
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

  /** What is said of a place, by what it is in or by its own name, as far as its schema takes that. */
  #known({ component, around, name }: Place, schema: unknown): unknown {
    const keys = [`${around}.${name}`, `${component}.${name}`, name];
    const found = keys.find((key) => Object.hasOwn(EXAMPLE_VALUES, key) && this.#takes(schema, EXAMPLE_VALUES[key]));
    return found === undefined ? undefined : this.#fill(EXAMPLE_VALUES[found]);
  }

  /** Whether a value is of a schema's type. That it is right in every respect, the tests hold. */
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

  /** With the wire's own origin where a value names one. */
  #fill(value: unknown): unknown {
    if (typeof value === "string") return value.replace("{origin}", this.#origin);
    if (Array.isArray(value)) return value.map((each: unknown) => this.#fill(each));
    if (!isJson(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.#fill(each)]));
  }
}

/** Whether a value is an object of JSON. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const componentIn = (schema: Json): string | undefined =>
  typeof schema.$ref === "string" ? schema.$ref.replace("#/components/schemas/", "") : undefined;

/** The forms that a schema lets a value have, where there are several. */
const formsOf = (schema: Json): readonly unknown[] | undefined =>
  [schema.allOf, schema.anyOf, schema.oneOf].find((each) => Array.isArray(each));

/** JSON Schema's name for the type of a value. */
function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return Number.isInteger(value) ? "integer" : typeof value;
}
