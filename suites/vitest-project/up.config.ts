import { defineCheck } from "airflow-testcontainers";
import { cluster } from "./cluster.ts";

export default defineCheck({ cluster });
