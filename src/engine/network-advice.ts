/** What helps against the usual reasons for which an engine refuses a network. */
export function networkAdvice(reason: string): string | undefined {
  if (/address pool|predefined/i.test(reason)) return "remove networks that nobody uses: docker network prune";
  if (/iptables|nft/i.test(reason)) {
    return "the engine cannot write firewall rules; try: update-alternatives --set iptables /usr/sbin/iptables-legacy, then restart it";
  }
  return undefined;
}
