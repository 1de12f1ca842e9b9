export type { ActiveRun, RunKey, TableFate } from "./airflow/clean-state.ts";
export type { AirflowApi } from "./airflow/client/airflow-api.ts";
export type { Backfill, BackfillRequest } from "./airflow/client/backfill-api.ts";
export type { CallOptions } from "./airflow/client/call-options.ts";
export type { ComponentHealth, EventFilter, Health, Job, LoggedEvent } from "./airflow/client/cluster-api.ts";
export type { Dag, DagFilter, DagTask, DagWarning, ImportError, NextRun } from "./airflow/client/dag-api.ts";
export type {
  Clear,
  DagRun,
  LoggedException,
  TaskAddress,
  TaskLog,
  TaskLogEvent,
  Trigger,
  XComKey,
} from "./airflow/client/run-api.ts";
export type { Connection, ConnectionInput, Pool, PoolInput, Variable } from "./airflow/client/store-api.ts";
export type { Credentials, MigrationState, ParsedFile, Role } from "./airflow/profile.ts";
export type { Settings } from "./airflow/settings.ts";
export { type ErrorCode, errorCodes } from "./base/error-codes.ts";
export { type ErrorParts, HarnessError } from "./base/harness-error.ts";
export {
  type CheckContext,
  type CheckDefinition,
  type DagCheck,
  defineCheck,
  type RunCheck,
  type TableCheck,
} from "./check/definition.ts";
export type { CheckReport, Failure, ReportedRun, ReportedTask } from "./check/report.ts";
export { AirflowCluster } from "./cluster/airflow-cluster.ts";
export type { AirflowInside } from "./cluster/ask-inside.ts";
export { type AttachOptions, attachOptions } from "./cluster/attach/options.ts";
export type { BackfillHandle, BackfillOptions } from "./cluster/backfill-handle.ts";
export type { BootEvent, StepOutline, StepTime } from "./cluster/boot-graph.ts";
export type { BootTimes, ClusterState } from "./cluster/cluster-state.ts";
export type { Component } from "./cluster/component.ts";
export type { DagHandle, TriggerOptions } from "./cluster/dag-handle.ts";
export type { DagSync, DagSyncOptions } from "./cluster/dag-sync/sync-dags.ts";
export type { BootOptions } from "./cluster/guarded-boot.ts";
export type { RunMarks } from "./cluster/handle-context.ts";
export type { ClusterOptions } from "./cluster/options.ts";
export type { ParsedWait } from "./cluster/parsed-dag.ts";
export type { ResetOptions } from "./cluster/reset/reset-options.ts";
export type { ResetReport } from "./cluster/reset/reset-report.ts";
export type { ClearOptions, RunHandle, RunRead, RunWait } from "./cluster/run-handle.ts";
export type { RunFollower } from "./cluster/run-watch.ts";
export { StartedAirflowCluster, type StopOptions } from "./cluster/started-airflow-cluster.ts";
export type { TaskHandle } from "./cluster/task-handle.ts";
export type { Moment } from "./cluster/trigger-options.ts";
export type { ContainerUsage } from "./containers/container-usage.ts";
export type { RabbitMQLogin } from "./containers/rabbitmq-definitions.ts";
export type { ContainerState, ExecOptions, ExecResult, RunningContainer } from "./containers/running-container.ts";
export type { StartOptions } from "./containers/start-options.ts";
export type { PostgresLogin, StartedPostgres } from "./containers/started-postgres.ts";
export type { StartedRabbitMQ } from "./containers/started-rabbitmq.ts";
export type { RedisLogin, StartedRedis } from "./containers/started-redis.ts";
export type { StartedService } from "./containers/started-service.ts";
export type { PathStep } from "./results/critical-path.ts";
export { judgeEvery, momentsFor, type ScheduleSeen } from "./results/judge/every.ts";
export { type ExpectedFailure, judgeFailed } from "./results/judge/failed.ts";
export { judgeInOrder } from "./results/judge/in-order.ts";
export type { Interval } from "./results/judge/interval.ts";
export type { Judgement } from "./results/judge/judgement.ts";
export { type ExpectedLog, judgeLogged } from "./results/judge/logged.ts";
export { judgeParallel, type Parallelism, type ParallelJudgement } from "./results/judge/parallel.ts";
export { judgeRanOn, type Place } from "./results/judge/ran-on.ts";
export { judgeReached } from "./results/judge/reached.ts";
export { type ExpectedRetries, judgeRetried } from "./results/judge/retried.ts";
export { type ExpectedStates, judgeStates } from "./results/judge/states.ts";
export { judgeSucceeded } from "./results/judge/succeeded.ts";
export type { TextPattern } from "./results/judge/text-pattern.ts";
export { type ExpectedXCom, judgeXCom, type ValueOptions } from "./results/judge/xcom.ts";
export { type RenderOptions, renderTimeline } from "./results/render/render-timeline.ts";
export type { RunData, RunState, TaskFailure, TaskInstanceSnapshot, TrySnapshot } from "./results/run-data.ts";
export type { RunSnapshot } from "./results/run-snapshot.ts";
export type { TaskSelection } from "./results/select-tasks.ts";
export { type ComponentSettings, type Drift, describeDrift, settingsDrift } from "./results/settings-drift.ts";
export type { Level } from "./results/sweep.ts";
export { type Timeline, type TimelineAttempt, type TimelineOptions, timeline } from "./results/timeline.ts";
