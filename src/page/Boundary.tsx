import { Component, type ComponentChildren } from 'preact';
import { toFailure } from '../worker/failure';
import { texts } from './texts';

interface BoundaryProps {
  children: ComponentChildren;
}

/** Shows its children; should one of them fail as it is drawn, a sentence that says so in place of all of them. */
export class Boundary extends Component<BoundaryProps, { reason?: string }> {
  static override getDerivedStateFromError(reason: unknown) {
    return { reason: toFailure(reason).message };
  }

  override componentDidCatch(reason: unknown) {
    console.error(reason);
  }

  override render() {
    const { reason } = this.state;
    if (reason === undefined) return this.props.children;
    return (
      <main class="before">
        <section class="panel failure" role="alert" aria-labelledby="broken-heading">
          <h1 id="broken-heading">{texts.broken.heading}</h1>
          <p>{texts.broken.explain(reason)}</p>
          <button type="button" class="button" onClick={() => location.reload()}>
            {texts.update.reload}
          </button>
        </section>
      </main>
    );
  }
}
