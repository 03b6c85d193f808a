import { type ErrorCode, errorStatus } from '../error-codes.js';
import { problem } from '../errors.js';
import { refreshCookieName, secureCookiePrefix } from '../auth/auth.schemas.js';
import type { Access } from '../feature/access.js';
import { routes } from '../contract.js';
import type { Route } from '../feature/route.js';
import { workPoints } from '../feature/work.js';
import { fields, namedSchemas, reference } from './components.js';
import type { JsonSchema } from './components.js';

const json = (schema: JsonSchema) => ({ 'application/json': { schema } });

/** The OpenAPI 3.1 document of the REST interface. */
export function openApiDocument(version: string): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const [operationId, route] of Object.entries<Route>(routes)) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: { operationId, ...operation(route) } };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'LitSpark Messagerie',
      version,
      description: 'The REST interface. What happens live comes over Socket.IO: see `/api/events.json`.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths,
    components: {
      schemas: namedSchemas('draft-2020-12'),
      securitySchemes: {
        accessToken: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        refreshCookie: {
          type: 'apiKey',
          in: 'cookie',
          name: refreshCookieName,
          description: `Over HTTPS its name is \`${secureCookiePrefix}${refreshCookieName}\`; the bare one is not read there.`,
        },
      },
    },
  };
}

function operation({
  tag,
  summary,
  access,
  params,
  query,
  body,
  answers,
  media,
  errors,
  method,
  work,
}: Route): JsonSchema {
  return {
    tags: [tag],
    summary,
    description: `Access: ${access}. Work: ${workPoints[work]}.`,
    security: security(access),
    ...(params || query
      ? { parameters: [...parameters(params, 'path'), ...parameters(query, 'query')] }
      : {}),
    ...(body ? { requestBody: { required: true, content: json(reference(body)) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, schema]) => [
          status,
          {
            description: summaryOf(Number(status), method),
            ...(schema ? { content: json(reference(schema)) } : {}),
            ...(!schema && media ? { content: { [media]: { schema: { type: 'string' } } } } : {}),
          },
        ]),
      ),
      ...Object.fromEntries(
        [...refusals({ access, params, query, body, errors, work })].map((code) => [
          errorStatus[code],
          refusal(code),
        ]),
      ),
    },
  };
}

const summaryOf = (status: number, method: string): string =>
  status === 201 ? 'Created' : status === 204 ? 'Done' : method === 'get' ? 'Found' : 'Done, or already so';

function security(access: Route['access']): JsonSchema[] {
  if (access === 'public') return [];
  return access === 'refresh-cookie' ? [{ refreshCookie: [] }] : [{ accessToken: [] }];
}

/** A query or path, written as OpenAPI parameters. Lists are comma-separated. */
function parameters(schema: Route['query'], place: 'path' | 'query'): JsonSchema[] {
  if (!schema) return [];
  return fields(schema).map(({ name, field, required }) => ({
    name,
    in: place,
    required,
    schema: field,
    ...(field['type'] === 'array' ? { style: 'form', explode: false } : {}),
  }));
}

const byRole: Access[] = ['author', 'author-or-owner', 'manager', 'owner-or-self'];
const mayForbid: Access[] = ['admin', ...byRole];
/** Those about a conversation: who may not see it is answered that there is none. */
const needSight: Access[] = ['participant', 'visitor', ...byRole];

/** The codes a call may answer with, each once. */
export function refusals({
  access,
  params,
  query,
  body,
  errors = [],
  work,
}: Pick<Route, 'access' | 'params' | 'query' | 'body' | 'errors' | 'work'>): Set<ErrorCode> {
  const codes = new Set<ErrorCode>(errors);
  if (params || query || body) codes.add('VALIDATION_FAILED');
  if (body) codes.add('PAYLOAD_TOO_LARGE');
  if (access !== 'public') codes.add('UNAUTHENTICATED');
  if (workPoints[work] > 0) codes.add('RATE_LIMITED');
  if (mayForbid.includes(access)) codes.add('FORBIDDEN');
  if (needSight.includes(access)) codes.add('NOT_FOUND');
  return codes.add('INTERNAL').add('UNAVAILABLE');
}

function refusal(code: ErrorCode): JsonSchema {
  const retryable = code === 'RATE_LIMITED' || code === 'UNAVAILABLE';
  const seconds = { description: 'Seconds', schema: { type: 'integer', minimum: 0 } };
  return {
    description: code,
    ...(retryable ? { headers: { 'Retry-After': seconds } } : {}),
    content: { 'application/problem+json': { schema: reference(problem) } },
  };
}
