import { LicenceId, LicenceJson, LicenceListJson, LicenceVersionId } from "../../contract/licence.ts";
import { getOwn } from "../../model/get-own.ts";
import { offeredLicences } from "../../model/retired.ts";
import { licenceJson } from "../../render/api/licence.ts";
import { readLicenceVersions } from "../../store/licence-version.ts";
import { JSON_TYPE, serve } from "../cache/serve.ts";
import type { Routes, WireEnv } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, KEY_OPTIONAL, READ_PROBLEMS } from "../respond/openapi.ts";

const tags = ["Reading"];

const listRoute = apiRoute({
  method: "get",
  path: "/v1/licences",
  operationId: "listLicences",
  summary: "List the licenses, clause by clause",
  tags,
  security: KEY_OPTIONAL,
  responses: answers(
    {
      200: {
        description:
          "Every license in the text in force, except retired ones; with a key, in the text that its publisher accepted.",
        schema: LicenceListJson,
      },
    },
    ...READ_PROBLEMS,
  ),
});

const oneRoute = apiRoute({
  method: "get",
  path: "/v1/licences/{id}",
  operationId: "getLicence",
  summary: "Get a license, clause by clause",
  tags,
  security: KEY_OPTIONAL,
  request: { params: LicenceId },
  responses: answers(
    {
      200: {
        description: "The license in the text in force; with a key, in the text that its publisher accepted.",
        schema: LicenceJson,
      },
    },
    "not-found",
    ...READ_PROBLEMS,
  ),
});

const versionRoute = apiRoute({
  method: "get",
  path: "/v1/licences/{id}/{version}",
  operationId: "getLicenceVersion",
  summary: "Get one version of a license, clause by clause",
  tags,
  security: KEY_OPTIONAL,
  request: { params: LicenceVersionId },
  responses: answers(
    { 200: { description: "The text, as it was published.", schema: LicenceJson } },
    "not-found",
    ...READ_PROBLEMS,
  ),
});

/** `/v1/licences`, `/v1/licences/{id}` and `/v1/licences/{id}/{version}`. */
export function licenceRoutes(app: Pick<Routes<WireEnv>, "openapi">): void {
  app.openapi(listRoute, (c) =>
    serve(c, {
      key: "licences.json",
      scope: "licences",
      render: async (site) => {
        const licences = Object.entries(offeredLicences(site.masthead)).map(([id, licence]) =>
          licenceJson(id, licence, site),
        );
        return { body: JSON.stringify({ licences }), type: JSON_TYPE };
      },
    }),
  );

  app.openapi(oneRoute, (c) => {
    const { id } = c.req.valid("param");
    return serve(c, {
      key: `licence.json ${id}`,
      scope: "licences",
      render: async (site) => {
        const licence = getOwn(site.masthead.licences, id);
        return licence && { body: JSON.stringify(licenceJson(id, licence, site)), type: JSON_TYPE };
      },
    });
  });

  app.openapi(versionRoute, (c) => {
    const { id, version } = c.req.valid("param");
    return serve(c, {
      key: `licence.json ${id} ${version}`,
      scope: "licences",
      render: async (site) => {
        const texts = await readLicenceVersions(c.env.env.db, id);
        const found = texts.find(({ licence }) => licence.version === version);
        return found && { body: JSON.stringify(licenceJson(id, found.licence, site)), type: JSON_TYPE };
      },
    });
  });
}
