/** How a process that was handed a kept cluster is named to those who may not reset it meanwhile. */
export const USER = "start() with reuse";
