import { ExampleMaker, isJson } from "./example.ts";

type Description = { paths?: object; webhooks?: object; components?: { schemas?: object } };

/** Adds an example to each schema of a parameter, request and response in the description. */
export function withExamples<Described extends Description>(description: Described, origin: string): Described {
  const maker = new ExampleMaker(description.components?.schemas ?? {}, origin);
  const illustrate = (methods: unknown, path: string) =>
    mapValues(methods, (operation) => illustrated(operation, path, maker));
  return {
    ...description,
    paths: mapValues(description.paths, illustrate),
    webhooks: mapValues(description.webhooks, illustrate),
  };
}

function illustrated(operation: unknown, path: string, maker: ExampleMaker): unknown {
  if (!isJson(operation)) return operation;
  const id = String(operation.operationId);
  const { parameters, requestBody, responses, ...rest } = operation;
  return {
    ...rest,
    ...(Array.isArray(parameters)
      ? { parameters: parameters.map((each: unknown) => withExample(each, path, maker)) }
      : {}),
    ...(isJson(requestBody) ? { requestBody: withContent(requestBody, id, maker) } : {}),
    responses: mapValues(responses, (response) => withContent(response, id, maker)),
  };
}

/** Adds an example to a parameter. Optional ones get none: an example would be taken as advice to send it. */
function withExample(parameter: unknown, path: string, maker: ExampleMaker): unknown {
  if (!isJson(parameter) || parameter.required !== true) return parameter;
  const name = String(parameter.name);
  const [before = ""] = path.split(`/{${name}}`);
  return { ...parameter, example: maker.make(parameter.schema, name, before.slice(before.lastIndexOf("/"))) };
}

/** Adds an example for each media type of a request or response. Images have none, and errors have theirs by code. */
function withContent(message: unknown, id: string, maker: ExampleMaker): unknown {
  if (!isJson(message) || message.content === undefined) return message;
  const content = mapValues(message.content, (media, type) =>
    isJson(media) && !isBytes(media.schema) && !type.includes("problem")
      ? { example: maker.make(media.schema, /xml|opml/.test(type) ? type : id), ...media }
      : media,
  );
  return { ...message, content };
}

const isBytes = (schema: unknown): boolean => isJson(schema) && schema.format === "binary";

const mapValues = (object: unknown, change: (value: unknown, name: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(isJson(object) ? object : {}).map(([name, value]) => [name, change(value, name)]));
