/** All types of loyalty: the programme, commands, events and a member's state. */
export type * from "./programme-model.js";
export type * from "./extras-model.js";
export type * from "./command-model.js";
export type * from "./event-model.js";
export type * from "./state-model.js";
