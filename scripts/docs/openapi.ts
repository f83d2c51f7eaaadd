// docs/openapi/accord-v1.json, from the routes of our own API. TypeBox's schemas are those of OpenAPI 3.1 already: named shapes are only gathered in one
// place, and everything that uses them refers to them there.
import { accord } from '../../src/api/accord/facade.ts';
import { base } from '../../src/api/accord/route.ts';
import { Change } from '../../src/api/accord/session/schema.ts';
import { Problem } from '../../src/api/accord/schema.ts';
import type { Route } from '../../src/api/http/route.ts';

type Json = Readonly<Record<string, unknown>>;

const problemType = 'application/problem+json';

export function printOpenApi(version: string): string {
  const shapes = new Shapes();
  const paths: Record<string, Record<string, Json>> = {};
  // The page that shows this document is no part of it.
  const described = accord().routes.filter((route) => route.document !== undefined);
  for (const route of described) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route, shapes) };
  }
  // It travels in the stream's text.
  shapes.refer(Change);
  const problem = shapes.refer(Problem);
  const document = {
    openapi: '3.1.0',
    info: {
      title: 'Accord',
      version,
      description:
        "Images that projects offer to each other, with consent. Sign in with POST /api/v1/session, or send a token as Authorization: Bearer: a project's own for that project, an unscoped one for all projects of its user.",
    },
    servers: [{ url: '/' }],
    tags: [...new Set(described.map((route) => documentOf(route).tag))].map((name) => ({ name })),
    paths,
    components: {
      schemas: shapes.gathered(),
      responses: {
        Problem: {
          description: 'Why the request was refused.',
          content: { [problemType]: { schema: problem } },
        },
      },
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'accord_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function documentOf(route: Route) {
  const { document } = route;
  if (document === undefined) throw new Error(`${route.method} ${route.path} is not described`);
  return document;
}

function operationOf(route: Route, shapes: Shapes): Json {
  const { summary, note, tag, status, answer, mediaType } = documentOf(route);
  const { params, query, body } = route.schema ?? {};
  const answerType = mediaType?.answer ?? 'application/json';
  const content =
    answer === undefined && mediaType?.answer === undefined
      ? {}
      : { content: { [answerType]: answer === undefined ? {} : { schema: shapes.refer(answer) } } };
  const requestBody =
    body !== undefined
      ? { 'application/json': { schema: shapes.refer(body) } }
      : mediaType?.request !== undefined
        ? { [mediaType.request]: {} }
        : null;
  return {
    operationId: operationIdOf(route),
    summary,
    ...(note === undefined ? {} : { description: note }),
    tags: [tag],
    security: route.access === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    parameters: [...parametersOf(params, 'path', shapes), ...parametersOf(query, 'query', shapes)],
    ...(requestBody === null ? {} : { requestBody: { required: true, content: requestBody } }),
    responses: {
      [status]: { description: summary, ...content },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

/** The method and the words of the path, such as `getProjectsImagesUpload`. */
function operationIdOf({ method, path }: Route): string {
  const words = path
    .slice(base.length)
    .split(/\W+/)
    .filter((word) => word !== '')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`);
  return `${method.toLowerCase()}${words.join('')}`;
}

function parametersOf(schema: object | undefined, place: 'path' | 'query', shapes: Shapes): Json[] {
  const { properties = {}, required = [] } = (schema ?? {}) as {
    properties?: Readonly<Record<string, Json>>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: place,
      required: place === 'path' || required.includes(name),
      ...(description === undefined ? {} : { description }),
      schema: shapes.refer(rest),
    };
  });
}

/** The shapes that have names of their own. */
class Shapes {
  readonly #known = new Map<string, unknown>();

  /** The schema, with every named shape in it replaced by a reference to it. */
  refer(schema: unknown): unknown {
    if (Array.isArray(schema)) return schema.map((each) => this.refer(each));
    if (typeof schema !== 'object' || schema === null) return schema;
    const plain = (fields: object): Json =>
      Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, this.refer(value)]));
    // A property may be called so, too: then it is no text.
    const { title, ...rest } = schema as Json;
    if (typeof title !== 'string') return plain(schema);
    const shape = plain(rest);
    const known = this.#known.get(title);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(shape)) {
      throw new Error(`two shapes are named ${title}`);
    }
    this.#known.set(title, shape);
    return { $ref: `#/components/schemas/${title}` };
  }

  gathered(): Json {
    const byName = [...this.#known].toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(byName);
  }
}
