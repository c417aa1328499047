// ./studyhub sbom: the components StudyHub ships with, as the lock files pin them, in CycloneDX 1.6 (JSON) on standard output.
import { readFileSync } from "node:fs";

const root = new URL("../", import.meta.url);
const read = (path) => JSON.parse(readFileSync(new URL(path, root), "utf8"));
const component = (kind, name, version, sha512) => {
  const purl = `pkg:${kind}/${name.replace("@", "%40")}@${version}`;
  const hashes = sha512 ? [{ alg: "SHA-512", content: Buffer.from(sha512, "base64").toString("hex") }] : [];
  return { type: "library", "bom-ref": purl, name, version, purl, hashes };
};

const frameworks = read("src/Hosts/Server/packages.lock.json").dependencies;
const server = Object.values(frameworks).flatMap((packages) =>
  Object.entries(packages)
    .filter(([, found]) => found.type !== "Project")
    .map(([name, found]) => component("nuget", name, found.resolved, found.contentHash)),
);
const client = Object.entries(read("web/package-lock.json").packages)
  .filter(([path, found]) => path !== "" && !found.dev && !found.devOptional)
  .map(([path, found]) => component("npm", path.split("node_modules/").pop(), found.version, found.integrity?.replace(/^sha512-/, "")));
const components = [...new Map([...server, ...client].map((one) => [one.purl, one])).values()].sort((a, b) => (a.purl < b.purl ? -1 : 1));

const version = readFileSync(new URL("Directory.Build.props", root), "utf8").match(/<Version>(.+?)<\/Version>/)[1];
const metadata = { component: { type: "application", "bom-ref": "studyhub", name: "StudyHub", version } };
console.log(JSON.stringify({ bomFormat: "CycloneDX", specVersion: "1.6", version: 1, metadata, components }, null, 2));
