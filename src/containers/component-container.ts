import { GenericContainer } from "testcontainers";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import type { RunningContainer } from "./running-container.ts";
import type { StartOptions } from "./start-options.ts";

/** How one container of Airflow runs. */
export interface ComponentSpec {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** Container ports to publish; a number is given a free host port. */
  readonly ports?: readonly (number | { container: number; host: number })[];
  /** Named volumes by their mount point. */
  readonly volumes?: Readonly<Record<string, string>>;
  /** Files to write before the start, by their path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly user?: string;
}

/** A container of Airflow, or of anything else that only needs a command. */
export class ComponentContainer extends GenericContainer {
  private readonly member: Member;

  constructor(image: string, placement: Placement, spec: ComponentSpec) {
    super(image);
    this.member = new Member(placement);
    this.withNetworkMode(placement.network);
    this.withAutoCleanup(!placement.kept);
    this.withCommand([...spec.command])
      .withEnvironment({ ...spec.environment })
      .withExposedPorts(...(spec.ports ?? []))
      .withBindMounts(Object.entries(spec.volumes ?? {}).map(([target, source]) => ({ source, target })))
      .withCopyContentToContainer(
        // The image's user has group 0 and must be able to write: Airflow opens its password file for appending.
        Object.entries(spec.files ?? {}).map(([target, content]) => ({ target, content, mode: 0o660 })),
      )
      .withWaitStrategy(new Immediately());
    if (spec.user !== undefined) this.withUser(spec.user);
  }

  protected override async beforeContainerCreated(): Promise<void> {
    this.member.shape(this.createOpts, this.hostConfig);
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.member.identify(id);
  }

  /**
   * Runs it to its end, and removes it.
   * @returns what it printed
   * @throws HarnessError `AT_COMPONENT_EXITED` where the end is not exit code 0
   */
  async run(options: StartOptions = {}): Promise<string> {
    return this.member.run(() => super.start(), options);
  }

  /** Starts it; whether it works is for the caller to see. */
  async launch(): Promise<RunningContainer> {
    return this.member.start(() => super.start());
  }
}
