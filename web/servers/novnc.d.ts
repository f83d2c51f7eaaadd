// What the console uses of noVNC, which has no types of its own (its docs/API.md).
declare module '@novnc/novnc' {
  interface Options {
    readonly wsProtocols?: string[];
    readonly shared?: boolean;
  }

  interface Events {
    readonly connect: CustomEvent<unknown>;
    readonly disconnect: CustomEvent<{ readonly clean: boolean }>;
  }

  class RFB {
    constructor(target: HTMLElement, url: string | WebSocket, options?: Options);
    /** The picture is made to fit its place. */
    scaleViewport: boolean;
    background: string;
    addEventListener<Name extends keyof Events>(
      name: Name,
      listener: (event: Events[Name]) => void,
    ): void;
    disconnect(): void;
    focus(): void;
    blur(): void;
    sendCtrlAltDel(): void;
  }

  export { RFB as default };
}
