import { RabbitMQContainer as BaseRabbitMQContainer } from "@testcontainers/rabbitmq";
import { ContainerEndpoint } from "./endpoint.ts";
import { Immediately, Member } from "./member.ts";
import type { Placement } from "./placement.ts";
import { definitions, type RabbitMQLogin } from "./rabbitmq-definitions.ts";
import type { StartOptions } from "./start-options.ts";
import { StartedRabbitMQ } from "./started-rabbitmq.ts";

/** RabbitMQ with management on a cluster's network: Airflow's user, and an administrator for the harness's questions. */
export class RabbitMQContainer extends BaseRabbitMQContainer {
  private readonly member: Member;
  private readonly airflow: RabbitMQLogin;
  private readonly harness: RabbitMQLogin;

  constructor(image: string, placement: Placement, airflow: RabbitMQLogin, harness: RabbitMQLogin) {
    super(image);
    this.member = new Member(placement);
    this.withNetworkMode(placement.network);
    this.withAutoCleanup(!placement.kept);
    this.airflow = airflow;
    this.harness = harness;
    // Erlang's schedulers wait busily for work by default, which is processor time that the others lack.
    this.withEnvironment({ RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+sbwt none +sbwtdcpu none +sbwtdio none" });
    this.withWaitStrategy(new Immediately()).withCopyContentToContainer([
      { content: definitions([airflow, harness]), target: "/etc/rabbitmq/definitions.json", mode: 0o644 },
      {
        content: "load_definitions = /etc/rabbitmq/definitions.json\n",
        target: "/etc/rabbitmq/conf.d/90-definitions.conf",
        mode: 0o644,
      },
    ]);
  }

  protected override async beforeContainerCreated(): Promise<void> {
    this.member.shape(this.createOpts, this.hostConfig);
  }

  protected override async containerCreated(id: string): Promise<void> {
    this.member.identify(id);
  }

  /** Starts it and waits until Airflow's user is let in over AMQP. */
  async launch(options: StartOptions = {}): Promise<StartedRabbitMQ> {
    const container = await this.member.start(() => super.start());
    const rabbitmq = new StartedRabbitMQ(new ContainerEndpoint(container), this.airflow, this.harness);
    await rabbitmq.ready(options);
    return rabbitmq;
  }
}
