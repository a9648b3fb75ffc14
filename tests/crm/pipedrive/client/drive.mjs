// Calls Pipedrive's own client: a line in is [url, apiKey, version, api, method, request], a line out is its answer or its refusal.
import { createInterface } from "node:readline";
import * as v1 from "pipedrive/v1";
import * as v2 from "pipedrive/v2";

const versions = { v1: [v1, "/v1"], v2: [v2, "/api/v2"] };

for await (const line of createInterface({ input: process.stdin })) {
  const [url, apiKey, version, api, method, request] = JSON.parse(line);
  const [client, path] = versions[version];
  const calls = new client[api](new client.Configuration({ apiKey, basePath: `${url}${path}` }));
  const answer = await calls[method](request).catch((refusal) => refusal);
  console.log(JSON.stringify(answer));
}
