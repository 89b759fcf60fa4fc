"""The actions that open another screen over the whole board."""

from learnboard.ui import features
from learnboard.ui.editing.key_result_actions import KeyResultActions


class FeatureActions(KeyResultActions):
    """The keys of the board that open a feature."""

    def _open(self, feature: features.Opener) -> None:
        """Open a feature, after reading changes by other programs."""
        self.session.keep_up()
        feature(self)

    def action_open_goals(self) -> None:
        """Open the list of goals."""
        self._open(features.open_goals)

    def action_open_cycle(self) -> None:
        """Open the form of the cycle."""
        self._open(features.open_cycle)

    def action_open_settings(self) -> None:
        """Open the form of the board's own settings."""
        self._open(features.open_settings)

    def action_prepare_meeting(self) -> None:
        """Open the page that prepares the next meeting."""
        self._open(features.open_meeting)

    def action_export(self) -> None:
        """Open the form of the export."""
        self._open(features.open_export)

    def action_import_file(self) -> None:
        """Prompt for a file to import: feedback, or a whole board."""
        self._open(features.ask_for_import)

    def action_open_backups(self) -> None:
        """Open the backups of the board."""
        self._open(features.open_backups)
