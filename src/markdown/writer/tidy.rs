//! Pieces made plain before they are written: single spaces, nothing that nobody can see.

use super::escape::EscapeContext;
use super::pieces::{Piece, PieceKind};

/// Single spaces, none at the ends; no characters that nobody can see; neighbours of one style joined.
pub fn tidy(pieces: &[Piece], place: EscapeContext) -> Vec<Piece> {
    let mut tidied: Vec<Piece> = Vec::new();
    let mut space = true;
    for piece in pieces {
        let kind = match &piece.kind {
            PieceKind::Text(text) => {
                let mut words = String::with_capacity(text.len());
                for c in text.chars() {
                    match c {
                        ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}' => {
                            if !space {
                                words.push(' ');
                            }
                            space = true;
                        }
                        c if c.is_control() || invisible(c) => {}
                        // Word pads with spaces that do not break; at the beginning of a line nobody wants them.
                        '\u{a0}' if space && words.is_empty() && starts_line(&tidied) => {}
                        c => {
                            words.push(c);
                            space = false;
                        }
                    }
                }
                if words.is_empty() {
                    continue;
                }
                PieceKind::Text(words)
            }
            // One line holds a heading or a cell.
            PieceKind::Break if place != EscapeContext::Text => {
                if space {
                    continue;
                }
                space = true;
                PieceKind::Text(" ".to_owned())
            }
            PieceKind::Break => {
                trim_end(&mut tidied);
                space = true;
                PieceKind::Break
            }
            other => {
                space = false;
                other.clone()
            }
        };
        let mut style = piece.style.clone();
        if matches!(&kind, PieceKind::Text(text) if text.trim().is_empty()) {
            (style.strong, style.emphasis, style.struck) = (false, false, false);
        }
        match (tidied.last_mut(), kind) {
            (Some(Piece { kind: PieceKind::Text(last), style: of_last }), PieceKind::Text(text))
                if *of_last == style =>
            {
                last.push_str(&text);
            }
            (_, kind) => tidied.push(Piece { kind, style }),
        }
    }
    while matches!(tidied.first(), Some(Piece { kind: PieceKind::Break, .. })) {
        tidied.remove(0);
    }
    trim_end(&mut tidied);
    while matches!(tidied.last(), Some(Piece { kind: PieceKind::Break, .. })) {
        tidied.pop();
        trim_end(&mut tidied);
    }
    tidied
}

fn starts_line(tidied: &[Piece]) -> bool {
    tidied.last().is_none_or(|piece| piece.kind == PieceKind::Break)
}

fn trim_end(pieces: &mut Vec<Piece>) {
    while let Some(Piece { kind: PieceKind::Text(text), .. }) = pieces.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        pieces.pop();
    }
}

/// What word processors leave in texts, and readers never see. Joiners of letters are kept.
pub fn invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fffc}')
}
