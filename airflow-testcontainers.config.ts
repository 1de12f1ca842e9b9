import { pipelineCheck } from "./fixtures/index.ts";
import { defineCheck } from "./src/index.ts";

// A project of your own imports defineCheck from "airflow-testcontainers".
export default defineCheck(pipelineCheck());
