import { airflow } from "airflow-testcontainers/config";
import { cluster } from "./cluster.ts";

export default airflow(cluster);
