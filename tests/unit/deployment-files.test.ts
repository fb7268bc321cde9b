import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

/** What Kubernetes takes, as far as our file uses it: an unknown word is refused, as `kubectl apply --validate` does. */
const Labels = z.record(z.string(), z.string());
const Metadata = z.strictObject({
  name: z.string().regex(/^[a-z][a-z-]{0,62}$/),
  labels: Labels.optional(),
  annotations: Labels.optional(),
});
const Seconds = z.int().positive();
const Port = z.union([z.string(), z.int()]);
const Probe = z.strictObject({
  httpGet: z.strictObject({ path: z.string().startsWith("/api/health/"), port: Port }),
  periodSeconds: Seconds,
  timeoutSeconds: Seconds.optional(),
  failureThreshold: z.int().positive(),
});
const Named = z.strictObject({ name: z.string() });
const Container = z.strictObject({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).optional(),
  ports: z.array(z.strictObject({ name: z.string(), containerPort: z.int() })).optional(),
  envFrom: z.array(z.strictObject({ secretRef: Named.optional(), configMapRef: Named.optional() })),
  resources: z
    .strictObject({
      requests: z.strictObject({ cpu: z.string(), memory: z.string().regex(/^\d+Mi$/) }),
      limits: z.strictObject({ memory: z.string().regex(/^\d+Mi$/) }),
    })
    .optional(),
  livenessProbe: Probe.optional(),
  readinessProbe: Probe.optional(),
  startupProbe: Probe.optional(),
  lifecycle: z
    .strictObject({ preStop: z.strictObject({ exec: z.strictObject({ command: z.array(z.string()) }) }) })
    .optional(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: z.literal(1000),
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
  }),
  volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.literal("/data") })),
});
const Pod = z.strictObject({
  metadata: z.strictObject({ labels: Labels, annotations: Labels.optional() }).optional(),
  spec: z.strictObject({
    restartPolicy: z.enum(["OnFailure", "Never"]).optional(),
    automountServiceAccountToken: z.literal(false),
    terminationGracePeriodSeconds: Seconds.optional(),
    securityContext: z.strictObject({ fsGroup: z.int() }).optional(),
    containers: z.tuple([Container]),
    volumes: z.array(z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) })),
  }),
});
const Selector = z.strictObject({ matchLabels: Labels });
const kind = <Version extends string, Kind extends string, Rest extends z.ZodRawShape>(
  apiVersion: Version,
  name: Kind,
  rest: Rest,
) =>
  z.strictObject({ apiVersion: z.literal(apiVersion), kind: z.literal(name), metadata: Metadata, ...rest });
const Window = z.strictObject({ stabilizationWindowSeconds: z.int().nonnegative() });
const Manifest = z.discriminatedUnion("kind", [
  kind("v1", "ConfigMap", { data: z.record(z.string().regex(/^[A-Z_]+$/), z.string()) }),
  kind("batch/v1", "Job", {
    spec: z.strictObject({ backoffLimit: z.int(), ttlSecondsAfterFinished: Seconds, template: Pod }),
  }),
  kind("apps/v1", "Deployment", {
    spec: z.strictObject({
      strategy: z.strictObject({
        type: z.literal("RollingUpdate"),
        rollingUpdate: z.strictObject({ maxUnavailable: z.literal(0), maxSurge: z.int().positive() }),
      }),
      selector: Selector,
      template: Pod,
    }),
  }),
  kind("v1", "Service", {
    spec: z.strictObject({
      selector: Labels,
      ports: z.array(z.strictObject({ name: z.string(), port: z.int(), targetPort: Port })),
    }),
  }),
  kind("policy/v1", "PodDisruptionBudget", {
    spec: z.strictObject({ minAvailable: z.int(), selector: Selector }),
  }),
  kind("autoscaling/v2", "HorizontalPodAutoscaler", {
    spec: z.strictObject({
      scaleTargetRef: z.strictObject({ apiVersion: z.string(), kind: z.string(), name: z.string() }),
      minReplicas: z.int(),
      maxReplicas: z.int(),
      metrics: z.array(
        z.strictObject({
          type: z.literal("Resource"),
          resource: z.strictObject({
            name: z.literal("cpu"),
            target: z.strictObject({ type: z.literal("Utilization"), averageUtilization: z.int() }),
          }),
        }),
      ),
      behavior: z.strictObject({ scaleUp: Window, scaleDown: Window }),
    }),
  }),
]);

describe("deploy/kubernetes.yaml", () => {
  const all = parseAllDocuments(readFileSync("deploy/kubernetes.yaml", "utf8")).map((document) => {
    expect(document.errors).toEqual([]);
    return Manifest.parse(document.toJS());
  });
  const one = <Kind extends z.infer<typeof Manifest>["kind"]>(wanted: Kind) => {
    const found = all.find((manifest) => manifest.kind === wanted);
    if (!found) throw new Error(`no ${wanted}`);
    return found as Extract<z.infer<typeof Manifest>, { kind: Kind }>;
  };

  it("brings settings, the migration, the shop, its service, its budget and its scaling", () => {
    expect(all.map((manifest) => manifest.kind)).toEqual([
      "ConfigMap",
      "Job",
      "Deployment",
      "Service",
      "PodDisruptionBudget",
      "HorizontalPodAutoscaler",
    ]);
  });

  it("has names that fit each other", () => {
    const { spec } = one("Deployment");
    const labels = spec.template.metadata?.labels;
    expect(spec.selector.matchLabels).toEqual(labels);
    expect(one("Service").spec.selector).toEqual(labels);
    expect(one("PodDisruptionBudget").spec.selector.matchLabels).toEqual(labels);
    expect(one("HorizontalPodAutoscaler").spec.scaleTargetRef.name).toBe(one("Deployment").metadata.name);
    const [{ ports = [], envFrom }] = spec.template.spec.containers;
    expect(one("Service").spec.ports[0]?.targetPort).toBe(ports[0]?.name);
    expect(envFrom[0]?.configMapRef?.name).toBe(one("ConfigMap").metadata.name);
  });

  it("runs commands that are there, and gives requests the time to finish", () => {
    const [{ command = [] }] = one("Job").spec.template.spec.containers;
    expect(existsSync(command[1] ?? "")).toBe(true);
    // preStop, the second of `ready: no`, and the 12 s that a process may take to leave.
    expect(one("Deployment").spec.template.spec.terminationGracePeriodSeconds).toBeGreaterThan(5 + 1 + 12);
  });
});

describe("Dockerfile", () => {
  const lines = readFileSync("Dockerfile", "utf8")
    .replace(/\\\n\s*/g, " ")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  const stages = lines.reduce<string[][]>((all, line) => {
    if (line.startsWith("FROM ")) all.push([]);
    all.at(-1)?.push(line);
    return all;
  }, []);
  const [build = [], run = []] = stages;

  it("has one stage that builds and one that runs what was built, of one pinned image", () => {
    expect(stages).toHaveLength(2);
    expect(build[0]).toBe(`${run[0]} AS build`);
    expect(run[0]).toMatch(/^FROM node:\d+-bookworm-slim$/);
    expect(run.filter((line) => line.startsWith("COPY "))).toEqual(["COPY --from=build /shop ./"]);
  });

  it("installs by the lock file before it copies the source, builds, and leaves out what only builds", () => {
    const steps = build.filter((line) => /^(?:RUN|COPY) /.test(line));
    const at = (text: string) => steps.findIndex((line) => line.includes(text));
    expect(at("npm ci")).toBeGreaterThan(at("COPY package.json"));
    expect(at("COPY . .")).toBeGreaterThan(at("npm ci"));
    expect(at("npm run build")).toBeGreaterThan(at("COPY . ."));
    expect(at("npm prune --omit=dev")).toBeGreaterThan(at("npm run build"));
  });

  it("runs as nobody special, below a PID 1 that reaps, with signals handed on", () => {
    expect(run).toContain("USER node");
    expect(run.indexOf("USER node")).toBeGreaterThan(run.findIndex((line) => line.startsWith("COPY ")));
    expect(run).toContain('ENTRYPOINT ["tini", "--"]');
    expect(run).toContain('CMD ["node", "scripts/serve.mjs"]');
  });

  it("copies what the build reads, and no secret, data or test", () => {
    const ignored = readFileSync(".dockerignore", "utf8").split("\n");
    expect(ignored).toContain("*");
    for (const name of ["app", "db", "lib", "server", "scripts", "public", "patches"])
      expect(ignored).toContain(`!${name}`);
    expect(ignored.some((line) => /^!(?:\.env|\.data|tests$|\.git)/.test(line))).toBe(false);
  });
});
