//! The numbers of a list as they were typed. CommonMark counts on from the first one (5.3), whatever the others say, so that
//! rooms 10, 12 and 14 would be shown as 10, 11 and 12.

use std::ops::Range;

use super::reader::{ItemNumbers, Reader};

impl Reader<'_, '_> {
    /// A list begins; `first` is the number of a numbered one.
    pub fn begin_numbers(&mut self, first: Option<u64>) {
        let numbers = first.map(|first| ItemNumbers { first, is_one: true, ..ItemNumbers::default() });
        self.numbers.push(numbers);
    }

    /// An item of the innermost list begins.
    pub fn number_item(&mut self, range: &Range<usize>) {
        if self.task.plain || !matches!(self.numbers.last(), Some(Some(_))) {
            return;
        }
        let source = self.task.prepared.source(range.clone());
        let length = source.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
        let typed = source[..length].parse::<u64>().ok();
        let span = self.span(range.start..range.start + length);
        if let (Some(Some(numbers)), Some(typed)) = (self.numbers.last_mut(), typed) {
            let shown = numbers.first + numbers.count;
            numbers.count += 1;
            numbers.is_one &= typed == numbers.first;
            if typed != shown && numbers.other.is_none() {
                numbers.other = Some((typed, shown, span));
            }
        }
    }

    /// The innermost list ends: tells the first number that readers do not see.
    pub fn end_numbers(&mut self) {
        let Some(Some(numbers)) = self.numbers.pop() else { return };
        if let Some((typed, shown, span)) = numbers.other.filter(|_| !numbers.is_one) {
            let message =
                format!("this item is shown with the number {shown}, since lists count on from their first one");
            let help = format!(
                "if the list is to count, write {shown}.\n\
                 to show {typed}, write \\ before the period, and an empty line before it: {typed}\\. words"
            );
            self.warning("list-number", span, message, &help);
        }
    }
}
