//! What can be typed for `vertebra theme`.

use clap::{Args, Subcommand};

/// The text after the options of `theme`.
pub const HELP: &str = "\
Examples:
  vertebra theme list                             list the files of the theme and of those it extends
  vertebra theme show templates/parts/footer.html
  vertebra theme take templates/parts/footer.html copy it into your own theme, to change it there
  vertebra theme check                            find mistakes in the theme before an editor does";

/// What is asked of the theme.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// List all files, the blocks of each template, and what your own theme replaces
    List,
    /// Print a file of the theme that your site uses or extends
    #[command(after_help = "Example:\n  vertebra theme show templates/parts/footer.html")]
    Show {
        /// The file, such as templates/page.html; the end of its path is enough
        #[arg(value_name = "FILE")]
        file: String,
    },
    /// Copy a file into your own theme, where it replaces that of the theme you extend
    #[command(after_help = "\
The file as it is today is kept too, in the folder taken/ of your theme. When a later version of the theme changes the
file, builds and checks tell you what changed.

Examples:
  vertebra theme take templates/parts/footer.html
  vertebra theme take templates/parts/footer.html --merged    your copy has all changes now")]
    Take {
        /// The file, such as templates/page.html; the end of its path is enough
        #[arg(value_name = "FILE")]
        file: String,
        /// Only record that your copy has all changes of the theme
        #[arg(long)]
        merged: bool,
    },
    /// Build made-up pages of every type, the barest and the fullest, and report what the theme does wrong
    #[command(after_help = "\
Nothing is written. The exit status is 1 if the theme has errors.

Examples:
  vertebra theme check                 the theme of this site
  vertebra theme check plain
  vertebra theme check --strict        treat warnings as errors")]
    Check(ThemeCheckArguments),
}

#[derive(Debug, Args)]
pub struct ThemeCheckArguments {
    /// The theme [default: that of the site]
    #[arg(value_name = "NAME")]
    pub name: Option<String>,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}
