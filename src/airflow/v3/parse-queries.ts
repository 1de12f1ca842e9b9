import type { ParseQueries } from "../profile.ts";

/** Name of the bundle that `[core] dags_folder` becomes. */
const BUNDLE = "dags-folder";

const REQUEST = `
  insert into dag_priority_parsing_request (id, bundle_name, relative_fileloc)
  select md5($1 || ':' || file), $1, file from unnest($2::text[]) as file
  on conflict (id) do nothing`;

const OPEN_REQUESTS = `
  select (select count(*) from dag_priority_parsing_request where bundle_name = $1)::int as open,
    extract(epoch from clock_timestamp())::float8 as now`;

// A DAG out of an archive counts for the archive.
const YIELDS = `
  select coalesce(d.file, e.file) as file, coalesce(d.dags, 0) as dags, coalesce(e.errors, 0) as errors,
    d.began, e."failedAt"
  from (
    select regexp_replace(relative_fileloc, '\\.zip/.*$', '.zip') as file, count(*)::int as dags,
      max(extract(epoch from last_parsed_time) - coalesce(last_parse_duration, 0))::float8 as began
    from dag where bundle_name = $1 and not is_stale group by 1
  ) d full join (
    select regexp_replace(filename, '\\.zip/.*$', '.zip') as file, count(*)::int as errors,
      max(extract(epoch from timestamp))::float8 as "failedAt"
    from import_error where bundle_name = $1 group by 1
  ) e on d.file = e.file`;

/**
 * Requests are taken up once a second, and make the dag processor look for new and removed files first. A request for a
 * file that is being parsed at that moment is lost. As the API asks for a DAG that it knows:
 * airflow/api_fastapi/core_api/routes/public/parse_dag_file.py of 3.3.2; taken up by `_queue_requested_files_for_parsing` and
 * `_start_new_processes` in airflow/dag_processing/manager.py.
 */
export const parseQueries: ParseQueries = {
  request: (files) => ({ sql: REQUEST, values: [BUNDLE, files] }),
  openRequests: () => ({ sql: OPEN_REQUESTS, values: [BUNDLE] }),
  yields: () => ({ sql: YIELDS, values: [BUNDLE] }),
};
