/** Options of the commands under `images`. */
export interface ImagesOptions {
  airflow?: string;
  force?: boolean;
  outdated?: boolean;
  json?: boolean;
}
