import { fileURLToPath } from "node:url";

/** The DAG folder of the example: one DAG, `hello`. */
export const helloDags = fileURLToPath(new URL("../../../examples/vitest/dags", import.meta.url));
